import { type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { clockMenus } from './clock.ts';
import { ethernetMenus } from './ethernet.ts';
import { healthMenus } from './health.ts';
import { interfaceMenus } from './interface.ts';
import { ipMenus } from './ip.ts';
import { systemMenus } from './system.ts';
import { userMenus } from './user.ts';

const byPath = Map.groupBy(
  [
    ...systemMenus,
    ...clockMenus,
    ...healthMenus,
    ...interfaceMenus,
    ...ethernetMenus,
    ...ipMenus,
    ...userMenus,
  ],
  (menu) => menu.path,
);

export const MENU_PATHS: readonly string[] = [...byPath.keys()];

/** The menu of a path, if this device has it. Several may share a path, one for each kind of device. */
export function menuOf(path: string, at: Moment): Menu | undefined {
  return byPath.get(path)?.find((menu) => menu.exists(at));
}

/** The first part of a path at which no menu of any device goes on. */
export function unknownSegment(path: string): string {
  const segments = path.split('/').slice(1);
  const unknown = segments.find((_, index) => {
    const prefix = `/${segments.slice(0, index + 1).join('/')}`;
    return !MENU_PATHS.some((known) => known === prefix || known.startsWith(`${prefix}/`));
  });
  return unknown ?? segments.at(-1) ?? '';
}
