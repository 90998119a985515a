import { type AdHocTarget } from '../config/ad-hoc.ts';

/** A device to be probed: one of the configuration, or an address that `targets.allow` lets through. */
export interface Target extends AdHocTarget {
  /** The device's name, or the address asked for. */
  readonly name: string;
  readonly configured: boolean;
}
