import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { monitorInOrder, printAndMonitor, type Item } from './monitored.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

const TABLE = ['.id'] as const;
const MONITOR = ['value'] as const;

/** A table of three items whose monitor does not say their names. */
const ITEMS: readonly TableRow[] = [{ '.id': '*1' }, { '.id': '*2' }, { '.id': '*3' }];
const VALUES: readonly TableRow[] = [{ value: '1' }, { value: '2' }, { value: '3' }];

/** What was monitored: `*1=1`, in the order of the answers. */
async function monitorTable(device: TableDevice): Promise<readonly string[]> {
  const seen: string[] = [];
  await printAndMonitor<Item>(
    device,
    'items',
    (found) => device.print('/x', TABLE, (row) => found({ id: row.text('.id') ?? '' })),
    (items) =>
      monitorInOrder(device, '/x/monitor', items, MONITOR, (row, { id }) => {
        seen.push(`${id}=${row.text('value') ?? ''}`);
      }),
  );
  return seen;
}

describe('a table that is printed and monitored', () => {
  it('is asked in two trips first, and in one from then on', async () => {
    const device = new TableDevice({ '/x': ITEMS, '/x/monitor': VALUES });
    assert.deepEqual(await monitorTable(device), ['*1=1', '*2=2', '*3=3']);
    assert.equal(device.roundTrips, 2);
    device.roundTrips = 0;
    assert.deepEqual(await monitorTable(device), ['*1=1', '*2=2', '*3=3']);
    assert.equal(device.roundTrips, 1);
  });

  it('has an item that is new monitored in a second trip', async () => {
    const device = new TableDevice({ '/x': ITEMS.slice(0, 2), '/x/monitor': VALUES });
    await monitorTable(device);
    device.tables = { '/x': ITEMS, '/x/monitor': VALUES };
    assert.deepEqual(await monitorTable(device), ['*1=1', '*2=2', '*3=3']);
  });

  it('has all that is left monitored in a second trip if an item is gone', async () => {
    const device = new TableDevice({ '/x': ITEMS, '/x/monitor': VALUES });
    await monitorTable(device);
    device.tables = { '/x': ITEMS.slice(1), '/x/monitor': VALUES.slice(1) };
    assert.deepEqual(await monitorTable(device), ['*2=2', '*3=3']);
  });

  it('fails with the trap of a monitor that has nothing to do with its ids, once the items are asked anew', async () => {
    const failure = new RouterosError('trap', 'std failure', { trap: { message: 'std failure' } });
    const failures = { '/x/monitor': failure };
    const device = new TableDevice({ '/x': ITEMS, '/x/monitor': VALUES }, { failures });
    await assert.rejects(monitorTable(device), failure);
    await assert.rejects(monitorTable(device), failure);
    assert.equal(device.inFlight, 0);
  });

  it('is nothing, without a failure, on a device that lacks it', async () => {
    assert.deepEqual(await monitorTable(new TableDevice({})), []);
  });
});

describe('a monitor without names', () => {
  it('fails with protocol if it does not answer one row for each item: nobody knows then whose they are', async () => {
    const device = new TableDevice({ '/x': ITEMS, '/x/monitor': VALUES });
    const twoRows: TableDevice['monitor'] = (_, __, attributes, onRow) =>
      device.once('/x/monitor', [], attributes, onRow);
    device.monitor = twoRows;
    const items = [{ id: '*1' }, { id: '*2' }];
    await assert.rejects(
      monitorInOrder(device, '/x/monitor', items, MONITOR, () => undefined),
      { code: 'protocol', message: '/x/monitor: 3 rows were answered for 2 items' },
    );
  });
});
