import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { mix, pick, wholeBetween } from '../values/random.ts';
import { DAY } from '../values/signal.ts';
import { dateTimeText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

interface Change {
  readonly number: number;
  readonly time: number;
}

const REMEMBERED = 20;

/** Somebody changes something every few days; the newest change is the first row. */
function* changes(at: Moment): Generator<Change> {
  const period = wholeBetween(at.key, 'changes', 1, 12) * DAY;
  const last = Math.floor(at.time / period);
  for (let number = last; number > last - REMEMBERED; number -= 1) {
    const time = number * period;
    if (time < at.bootedAt) return;
    yield { number, time };
  }
}

const history = defineMenu<Change>({
  path: '/system/history',
  entries: changes,
  columns: {
    '.id': (change) => idText(change.number),
    action: (change, at) =>
      pick(mix(at.key, change.number), 'action', ['item changed', 'item added', 'filter rule added']),
    by: () => 'admin',
    time: (change, at) => dateTimeText(localTime(at, change.time), at.persona.isoDates),
    policy: () => 'write',
    undoable: () => true,
  },
});

export const historyMenus: readonly Menu[] = [history];
