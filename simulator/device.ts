import { type Socket } from 'node:net';
import { type SecureContext } from 'node:tls';
import { type BlackHole } from './black-hole.ts';
import { type Counts, noCounts } from './counts.ts';
import { type FaultName, Faults, type GivenOptions } from './faults.ts';
import { type Conditions, Link } from './link.ts';
import { Listener, type ListenerState } from './listener.ts';
import { type ActiveUser, type Moment, type Outage } from './moment.ts';
import { type PersonaName, PERSONAS } from './persona.ts';
import { type Model, type ProfileName } from './profiles/model.ts';
import { modelOf } from './profiles/profiles.ts';
import { between, mix } from './random.ts';
import { Session, type SessionHost } from './session.ts';
import { DAY, HOUR, SECOND } from './signal.ts';

/** One device of a fleet. What is left out follows from its profile. */
export interface DeviceSpec {
  readonly name: string;
  readonly profile: ProfileName;
  readonly persona: PersonaName;
  readonly tenant?: string;
  readonly site?: string;
  /** `monitor` unless said otherwise. */
  readonly username?: string;
  /** `secret` unless said otherwise. */
  readonly password?: string;
  /** Speaks api-ssl, with the certificate of tls/certificate.ts. */
  readonly tls?: boolean;
  /** Logs in as RouterOS before 6.43 did. */
  readonly legacyLogin?: boolean;
  /** PPPoE sessions at most, each a dynamic interface. */
  readonly subscribers?: number;
  /** Rows of /ip/route. */
  readonly routes?: number;
}

/** What all devices of a simulator share. */
export interface World {
  readonly seed: number;
  /** ms since the epoch */
  readonly clock: () => number;
  /** When the simulator started, by its clock. */
  readonly startedAt: number;
  /** ms that a command takes; a device works on one at a time. */
  readonly serviceTime: number;
  /** ms of a round trip */
  readonly latency: number;
  readonly blackHole: BlackHole;
  readonly secureContext: () => SecureContext;
}

export interface Address {
  readonly host: string;
  /** 0 for any that is free */
  readonly port: number;
}

export const DEFAULT_USERNAME = 'monitor';
export const DEFAULT_PASSWORD = 'secret';

/** One simulated router: its address, its sessions, and what has been done to it. */
export class Device implements Conditions, SessionHost {
  readonly spec: DeviceSpec;
  readonly key: number;
  readonly username: string;
  readonly password: string;
  readonly legacyLogin: boolean;
  readonly faults = new Faults();
  readonly users = new Set<ActiveUser>();
  readonly #world: World;
  readonly #model: Model;
  readonly #listener: Listener;
  readonly #links = new Set<Link>();
  readonly #installedAt: number;
  readonly #outages = new Map<string, Outage[]>();
  #counts = noCounts();
  #sessions = 0;
  #bootedAt: number;
  #boots = 0;
  #freeAt = 0;
  #rebooted: NodeJS.Timeout | undefined;

  constructor(spec: DeviceSpec, address: Address, world: World) {
    this.spec = spec;
    this.key = mix(world.seed, spec.name);
    this.username = spec.username ?? DEFAULT_USERNAME;
    this.password = spec.password ?? DEFAULT_PASSWORD;
    this.legacyLogin = spec.legacyLogin ?? false;
    this.#world = world;
    this.#model = modelOf(spec.profile, PERSONAS[spec.persona]);
    this.#installedAt = this.#bootedAt = firstBoot(this.key, world.startedAt);
    this.#listener = new Listener(address.host, address.port, world.blackHole, (socket) =>
      this.#accept(socket),
    );
  }

  get name(): string {
    return this.spec.name;
  }

  get host(): string {
    return this.#listener.host;
  }

  get port(): number {
    return this.#listener.port;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** Reboots since the simulator started. */
  get boots(): number {
    return this.#boots;
  }

  get reach(): Conditions['reach'] {
    if (this.faults.has('unreachable')) return 'unreachable';
    return this.faults.has('silent') ? 'silent' : 'normal';
  }

  get latency(): number {
    return this.#world.latency;
  }

  get dripInterval(): number | undefined {
    return this.faults.get('drip')?.ms;
  }

  resetCounts(): void {
    this.#counts = noCounts();
  }

  /** Starts to accept connections. */
  async start(): Promise<void> {
    await this.#listener.become('open');
  }

  /** Closes everything, at once. */
  async stop(): Promise<void> {
    clearTimeout(this.#rebooted);
    await this.#listener.become('closed');
    this.#resetLinks();
  }

  /**
   * Puts a fault in force, besides those that are; once more with other options replaces these.
   * @throws FaultError at wrong options.
   */
  async inject(name: FaultName, options: GivenOptions = {}): Promise<void> {
    this.faults.set(name, options);
    if (name === 'reboot') this.#restart();
    await this.#apply();
  }

  /** Ends a fault, or all of them. */
  async heal(name?: FaultName): Promise<void> {
    if (name === undefined) this.faults.clear();
    else this.faults.delete(name);
    await this.#apply();
  }

  /** Restarts at once: connections are reset, uptime and counters begin again. */
  async reboot(): Promise<void> {
    await this.inject('reboot', { down: 0 });
    await this.heal('reboot');
  }

  moment(): Moment {
    return {
      key: this.key,
      name: this.name,
      persona: PERSONAS[this.spec.persona],
      model: this.#model,
      time: this.#world.clock(),
      bootedAt: this.#bootedAt,
      installedAt: this.#installedAt,
      subscribers: this.spec.subscribers ?? this.#model.subscribers,
      routes: this.spec.routes ?? this.#model.routes,
      outages: this.#outages,
      busy: this.faults.has('high-cpu'),
      hot: this.faults.has('hot'),
      users: this.users,
    };
  }

  serve(): Promise<void> | undefined {
    const { serviceTime } = this.#world;
    if (serviceTime === 0) return undefined;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + serviceTime;
    return new Promise((resolve) => setTimeout(resolve, this.#freeAt - now));
  }

  #accept(socket: Socket): void {
    this.#counts.connections += 1;
    this.#sessions += 1;
    const secureContext = this.spec.tls ? this.#world.secureContext() : undefined;
    const link: Link = new Link(
      socket,
      this,
      secureContext,
      (chunk) => session.receive(chunk),
      () => {
        this.#links.delete(link);
        session.close();
      },
    );
    const session = new Session(this, link, this.#sessions);
    this.#links.add(link);
  }

  #restart(): void {
    const down = this.faults.get('reboot')?.down ?? 0;
    this.#boots += 1;
    this.#bootedAt = this.#world.clock();
    this.#outages.clear();
    this.#resetLinks();
    clearTimeout(this.#rebooted);
    this.#rebooted = setTimeout(() => void this.heal('reboot'), down * SECOND);
  }

  /** Brings listener, connections and interfaces in line with the faults that are in force. */
  async #apply(): Promise<void> {
    if (!this.faults.has('reboot')) clearTimeout(this.#rebooted);
    if (this.faults.has('refuses')) this.#resetLinks();
    this.#applyOutages();
    for (const link of this.#links) link.update();
    await this.#listener.become(this.#listenerState());
  }

  #listenerState(): ListenerState {
    if (this.faults.has('unreachable')) return 'dark';
    return this.faults.has('refuses') || this.faults.has('reboot') ? 'closed' : 'open';
  }

  #applyOutages(): void {
    const down = new Set(this.faults.get('interface-down')?.interface.split(','));
    const now = this.#world.clock();
    for (const [name, outages] of this.#outages) {
      const last = outages.at(-1);
      if (last && last.to === undefined && !down.has(name)) outages.splice(-1, 1, { ...last, to: now });
    }
    for (const name of down) {
      const outages = this.#outages.get(name) ?? [];
      if (outages.length === 0 || outages.at(-1)?.to !== undefined)
        outages.push({ from: now, to: undefined });
      this.#outages.set(name, outages);
    }
  }

  #resetLinks(): void {
    for (const link of this.#links) link.reset();
  }
}

/**
 * Some time in the 60 days before the month in which the simulator starts: a simulator that is
 * restarted goes on with the same counters, as if the devices had been there all the time.
 */
function firstBoot(key: number, startedAt: number): number {
  const start = new Date(startedAt);
  const month = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1);
  return Math.round(month - between(key, 'uptime', HOUR, 60 * DAY));
}
