import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { wholeBetween } from '../values/random.ts';
import { idText } from '../values/text.ts';

/** Virtual machines run the package. */
function hasDude(at: Moment): boolean {
  return at.model.board.architecture === 'x86_64';
}

const server = defineSettings(
  '/dude',
  { enabled: () => true, 'data-directory': () => 'dude', status: () => 'running' },
  hasDude,
);

function table(noun: string, from: number, to: number): Menu {
  return defineMenu<number>({
    path: `/dude/${noun}`,
    exists: hasDude,
    entries: (at) =>
      Array.from({ length: wholeBetween(at.key, `dude ${noun}`, from, to) }, (_, index) => index + 1),
    columns: { '.id': (number) => idText(number), name: (number) => `${noun}${number}` },
  });
}

export const dudeMenus: readonly Menu[] = [
  server,
  table('device', 10, 40),
  table('service', 20, 90),
  table('probe', 18, 18),
];
