import { type AdHocTarget } from '../config/ad-hoc.ts';

/** A device to be probed: one of the configuration, or an address that `targets.allow` lets through. */
export interface Target extends AdHocTarget {
  /** The device's name, or the address asked for. */
  readonly name: string;
  readonly configured: boolean;
  /** How long it is left alone at most after it failed repeatedly, in milliseconds. */
  readonly longestPause: number;
}
