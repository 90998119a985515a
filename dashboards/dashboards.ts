import { device } from './device/device.ts';
import { domains } from './domains/domains.ts';
import { fleet } from './fleet/fleet.ts';
import { type ClassicDashboard } from './lib/classic.ts';
import { stack } from './stack/stack.ts';

/** All dashboards, by the name of their file. */
export const DASHBOARDS: ReadonlyMap<string, ClassicDashboard> = new Map([
  ['fleet', fleet()],
  ['device', device()],
  ['domains', domains()],
  ['stack', stack()],
]);
