import { type Socket } from 'node:net';
import { type SecureContext } from 'node:tls';
import { type BlackHole } from './network/black-hole.ts';
import { type Counts, noCounts } from './api/counts.ts';
import { DEFAULT_PASSWORD, DEFAULT_POLICIES, DEFAULT_USERNAME, type DeviceSpec } from './device-spec.ts';
import { inBackground } from './network/background.ts';
import { type FaultName, type Faults, type GivenOptions } from './faults.ts';
import { type Conditions, Link } from './network/link.ts';
import { Listener, type ListenerState } from './network/listener.ts';
import { type ActiveUser, type Moment } from './moment.ts';
import { RouterState } from './router-state.ts';
import { Session, type SessionHost } from './api/session.ts';
import { SECOND } from './values/signal.ts';

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

/** One simulated router on the network: its address, its connections, and the faults that are in force. */
export class Device implements Conditions, SessionHost {
  readonly username: string;
  readonly password: string;
  readonly legacyLogin: boolean;
  readonly policies: ReadonlySet<string>;
  readonly #state: RouterState;
  readonly #world: World;
  readonly #listener: Listener;
  readonly #links = new Set<Link>();
  #counts = noCounts();
  #accepted = 0;
  #freeAt = 0;
  #comesUp: NodeJS.Timeout | undefined;

  constructor(spec: DeviceSpec, address: Address, world: World) {
    this.username = spec.username ?? DEFAULT_USERNAME;
    this.password = spec.password ?? DEFAULT_PASSWORD;
    this.legacyLogin = spec.legacyLogin ?? false;
    this.policies = new Set(spec.policies ?? DEFAULT_POLICIES);
    this.#world = world;
    this.#state = new RouterState(spec, world.seed, world.clock, world.startedAt);
    this.#listener = new Listener(address.host, address.port, world.blackHole, (socket) =>
      this.#accept(socket),
    );
  }

  get spec(): DeviceSpec {
    return this.#state.spec;
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

  get key(): number {
    return this.#state.key;
  }

  get counts(): Counts {
    return this.#counts;
  }

  get faults(): Faults {
    return this.#state.faults;
  }

  get users(): Set<ActiveUser> {
    return this.#state.users;
  }

  /** Reboots since the simulator started. */
  get boots(): number {
    return this.#state.boots;
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
    clearTimeout(this.#comesUp);
    await this.#listener.become('closed');
    this.#resetLinks();
  }

  /**
   * Puts a fault in force, besides those that are; once more with other options replaces these.
   * @throws FaultError at wrong options.
   */
  async inject(name: FaultName, options: GivenOptions = {}): Promise<void> {
    this.#state.setFault(name, options);
    if (name === 'reboot') this.#restart();
    await this.#apply();
  }

  /** Ends a fault, or all of them. */
  async heal(name?: FaultName): Promise<void> {
    this.#state.clearFault(name);
    await this.#apply();
  }

  /** Restarts at once: connections are reset, uptime and counters begin again. */
  async reboot(): Promise<void> {
    await this.inject('reboot', { down: 0 });
    await this.heal('reboot');
  }

  moment(): Moment {
    return this.#state.moment();
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
    this.#accepted += 1;
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
    const session = new Session(this, link, this.#accepted);
    this.#links.add(link);
  }

  #restart(): void {
    this.#state.reboot();
    this.#resetLinks();
    clearTimeout(this.#comesUp);
    const down = this.faults.get('reboot')?.down ?? 0;
    this.#comesUp = setTimeout(() => inBackground(this.heal('reboot')), down * SECOND);
  }

  /** Brings listener and connections in line with the faults that are in force. */
  async #apply(): Promise<void> {
    if (!this.faults.has('reboot')) clearTimeout(this.#comesUp);
    if (this.faults.has('refuses')) this.#resetLinks();
    for (const link of this.#links) link.update();
    await this.#listener.become(this.#listenerState());
  }

  #listenerState(): ListenerState {
    if (this.faults.has('unreachable')) return 'dark';
    return this.faults.has('refuses') || this.faults.has('reboot') ? 'closed' : 'open';
  }

  #resetLinks(): void {
    for (const link of this.#links) link.reset();
  }
}
