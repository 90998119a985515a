import { type DeviceSpec } from './device-spec.ts';
import { FaultError, type FaultName, Faults, type GivenOptions } from './faults.ts';
import { type ActiveUser, type Moment, type Outage } from './moment.ts';
import { PERSONAS } from './persona.ts';
import { type Model } from './profiles/model.ts';
import { modelOf } from './profiles/profiles.ts';
import { between, mix } from './values/random.ts';
import { DAY, HOUR } from './values/signal.ts';

/**
 * What has been done to one device: its reboots, its faults, the outages of its interfaces, who is
 * logged in. The rest of what it answers follows from its key and the time.
 */
export class RouterState {
  readonly spec: DeviceSpec;
  /** Made of the seed and the name. */
  readonly key: number;
  readonly faults = new Faults();
  readonly users = new Set<ActiveUser>();
  readonly #clock: () => number;
  readonly #model: Model;
  readonly #installedAt: number;
  readonly #outages = new Map<string, Outage[]>();
  #bootedAt: number;
  #boots = 0;

  /** @param startedAt when the simulator started, by its clock */
  constructor(spec: DeviceSpec, seed: number, clock: () => number, startedAt: number) {
    this.spec = spec;
    this.key = mix(seed, spec.name);
    this.#clock = clock;
    this.#model = modelOf(spec.profile, PERSONAS[spec.persona]);
    this.#installedAt = this.#bootedAt = firstBoot(this.key, startedAt);
  }

  /** Reboots since the simulator started. */
  get boots(): number {
    return this.#boots;
  }

  /** @throws FaultError at wrong options, an interface that the device does not have among them. */
  setFault(name: FaultName, options: GivenOptions): void {
    if (name === 'interface-down') this.#checkInterfaces(options);
    this.faults.set(name, options);
    this.#updateOutages();
  }

  /** Ends one fault, or all of them. */
  clearFault(name: FaultName | undefined): void {
    if (name === undefined) this.faults.clear();
    else this.faults.delete(name);
    this.#updateOutages();
  }

  reboot(): void {
    this.#boots += 1;
    this.#bootedAt = this.#clock();
    this.#outages.clear();
    this.#updateOutages();
  }

  moment(): Moment {
    return {
      key: this.key,
      name: this.spec.name,
      persona: PERSONAS[this.spec.persona],
      model: this.#model,
      time: this.#clock(),
      bootedAt: this.#bootedAt,
      installedAt: this.#installedAt,
      subscribers: this.faults.get('crowd')?.sessions ?? this.spec.subscribers ?? this.#model.subscribers,
      routes: this.spec.routes ?? this.#model.routes,
      hosts: this.spec.hosts,
      outages: this.#outages,
      busy: this.faults.has('high-cpu'),
      hot: this.faults.has('hot'),
      users: this.users,
    };
  }

  #checkInterfaces({ interface: names }: GivenOptions): void {
    if (typeof names !== 'string') return;
    const known = this.#model.interfaces.map(({ name }) => name);
    const unknown = names.split(',').find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw new FaultError(`${this.spec.name} has no interface "${unknown}"; it has: ${known.join(', ')}`);
  }

  #updateOutages(): void {
    const down = new Set(this.faults.get('interface-down')?.interface.split(','));
    const now = this.#clock();
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
