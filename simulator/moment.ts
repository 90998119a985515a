import { type Persona } from './persona.ts';
import { type Model } from './profiles/model.ts';

/**
 * A device at one moment: all that its menus may look at. Apart from what was done to it (reboots,
 * outages, faults, sessions) everything a menu answers follows from `key` and `time`. Times are ms since the epoch.
 */
export interface Moment {
  /** Made of the seed and the device's name. */
  readonly key: number;
  readonly name: string;
  readonly persona: Persona;
  readonly model: Model;
  readonly time: number;
  readonly bootedAt: number;
  /** The first boot of all; what survives reboots counts from here. */
  readonly installedAt: number;
  readonly subscribers: number;
  readonly routes: number;
  /** Machines on each LAN; undefined for a few. */
  readonly hosts: number | undefined;
  /** Since the boot, by interface name, in their order; only the last one can be open. */
  readonly outages: ReadonlyMap<string, readonly Outage[]>;
  readonly busy: boolean;
  readonly hot: boolean;
  readonly users: Iterable<ActiveUser>;
}

/** A time in which an interface was down. */
export interface Outage {
  readonly from: number;
  readonly to: number | undefined;
}

/** Somebody who is logged in. */
export interface ActiveUser {
  readonly number: number;
  readonly name: string;
  readonly address: string;
  readonly since: number;
}
