import { RouterosError } from '../routeros/errors.ts';
import { type Row } from '../routeros/row.ts';
import { type Device } from './contract.ts';
import { settle } from './settle.ts';

/** What is remembered of a row that a monitor is asked about: its id, and what the collector needs to name it. */
export interface Item {
  readonly id: string;
}

/**
 * Prints a table and monitors its items at once, by the ids that the last probe of this session saw; items that are new,
 * or all of them if one is gone, are monitored in a second trip.
 *
 * @param key of the device's memory
 * @param print gives each item of the table to `found`
 * @param monitor asks about some items, if only those that the module keeps
 * @throws RouterosError
 */
export async function printAndMonitor<I extends Item>(
  device: Device,
  key: string,
  print: (found: (item: I) => void) => Promise<unknown>,
  monitor: (items: readonly I[]) => Promise<unknown>,
): Promise<void> {
  const remembered = (device.memory.get(key) ?? []) as readonly I[];
  const printed: I[] = [];
  let monitored = new Set(remembered.map(({ id }) => id));
  await settle(
    print((item) => printed.push(item)),
    monitor(remembered).catch((error: unknown) => {
      // One item that is gone traps the whole command, in words that differ from menu to menu.
      if (!(error instanceof RouterosError && error.code === 'trap')) throw error;
      monitored = new Set();
    }),
  );
  device.memory.set(key, printed);
  await monitor(printed.filter(({ id }) => !monitored.has(id)));
}

/**
 * Monitors items with a command whose rows do not say of which item they are: RouterOS answers in the order of the ids.
 * @throws RouterosError; `protocol` if the rows are not one for each item, for nobody knows then whose they are
 */
export async function monitorInOrder<I extends Item, A extends string>(
  device: Device,
  menu: string,
  items: readonly I[],
  attributes: readonly A[],
  onRow: (row: Row<A>, item: I) => void,
): Promise<void> {
  let next = 0;
  const ids = items.map(({ id }) => id);
  const { rows, present } = await device.monitor(menu, ids, attributes, (row) => {
    const item = items[next];
    next += 1;
    if (item !== undefined) onRow(row, item);
  });
  if (present && rows !== items.length) {
    throw new RouterosError('protocol', `${menu}: ${rows} rows were answered for ${items.length} items`);
  }
}
