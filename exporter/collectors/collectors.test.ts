import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { parseDuration, parseNumber } from '../routeros/values.ts';
import { type Collector } from './contract.ts';
import { COLLECTORS, FAMILIES, joinFamilies } from './registry.ts';
import { collect } from './testing/collect.ts';
import { readFixture } from './testing/fixture.ts';
import { TableDevice, type TableDeviceOptions, type TableRow, type Tables } from './testing/table-device.ts';

/** A device that fills every menu of the collector. */
function tablesOf(collector: Collector): Tables {
  return readFixture(new URL(`fixtures/7.12/${collector.name}.txt`, import.meta.url));
}

function deviceOf(collector: Collector, tables: Tables, options: TableDeviceOptions = {}): TableDevice {
  return new TableDevice(tables, { partial: collector.partial === true, ...options });
}

function mapRows(
  tables: Tables,
  map: (rows: readonly TableRow[], menu: string) => readonly TableRow[],
): Tables {
  return Object.fromEntries(Object.entries(tables).map(([menu, rows]) => [menu, map(rows, menu)]));
}

/** The tables, once for each number in them, with `garbage` in its place. */
function* withGarbage(tables: Tables): Generator<{ menu: string; attribute: string; tables: Tables }> {
  for (const [menu, rows] of Object.entries(tables)) {
    for (const [index, row] of rows.entries()) {
      for (const [attribute, value] of Object.entries(row)) {
        if ((parseNumber(value) ?? parseDuration(value)) === undefined) continue;
        const broken = rows.with(index, { ...row, [attribute]: 'garbage' });
        yield { menu, attribute, tables: { ...tables, [menu]: broken } };
      }
    }
  }
}

const TRUNCATED = /^mikrotik_\w+_truncated /;

for (const collector of COLLECTORS) {
  describe(`collector ${collector.name}, as any other`, () => {
    const tables = tablesOf(collector);

    it('yields nothing for empty tables', async () => {
      const { samples } = await collect(
        collector,
        deviceOf(
          collector,
          mapRows(tables, () => []),
        ),
      );
      assert.deepEqual(
        samples.filter((line) => !TRUNCATED.test(line)),
        [],
      );
    });

    it('yields nothing, and does not fail, if the device lacks its menus', async () => {
      const { exposition } = await collect(collector, deviceOf(collector, {}));
      assert.equal(exposition, '');
    });

    it('lives without any one of its menus', async () => {
      for (const menu of Object.keys(tables)) {
        const others = Object.fromEntries(Object.entries(tables).filter(([other]) => other !== menu));
        await collect(collector, deviceOf(collector, others));
      }
    });

    it('loses one sample, and counts it, for a number that cannot be read', async () => {
      const good = deviceOf(collector, tables);
      const { samples } = await collect(collector, good);
      let losses = 0;
      for (const { menu, attribute, tables: broken } of withGarbage(tables)) {
        const device = deviceOf(collector, broken);
        const lost = samples.length - (await collect(collector, device)).samples.length;
        assert.ok(lost === 0 || lost === 1, `${menu} ${attribute}`);
        assert.equal(device.parseErrors.length - good.parseErrors.length, lost, `${menu} ${attribute}`);
        losses += lost;
      }
      assert.ok(losses > 0);
    });

    it('keeps the first of two rows that give one label set, and counts the other', async () => {
      const once = await collect(collector, deviceOf(collector, tables));
      const isCounted = (row: TableRow): boolean => row['dynamic'] === 'true';
      const doubled = mapRows(tables, (rows) => rows.flatMap((row) => (isCounted(row) ? [row] : [row, row])));
      const twice = await collect(collector, deviceOf(collector, doubled));
      assert.deepEqual(twice.samples, once.samples);
      assert.ok(twice.duplicates > 0);
    });

    it('fails with limit when a table is too long, or keeps what it has if it is partial', async () => {
      const maxRows = Math.max(...Object.values(tables).map((rows) => rows.length)) - 1;
      const collected = collect(collector, deviceOf(collector, tables, { maxRows: Math.min(maxRows, 2) }));
      if (collector.partial === true) {
        const { samples } = await collected;
        assert.ok(samples.some((line) => TRUNCATED.test(line) && line.endsWith(' 1')));
      } else {
        await assert.rejects(collected, { code: 'limit' });
      }
    });

    it('fails with the error of any of its commands, after all of them have ended', async () => {
      for (const menu of Object.keys(tables)) {
        const failure = new RouterosError('permission', 'not enough permissions');
        const device = deviceOf(collector, tables, { failures: { [menu]: failure } });
        await assert.rejects(collect(collector, device), failure);
        assert.equal(device.inFlight, 0);
      }
    });

    it('sends all its commands in one batch once it knows the device', async () => {
      const device = deviceOf(collector, tables);
      const cold = await collect(collector, device);
      assert.ok(device.roundTrips <= 2);
      device.roundTrips = 0;
      const warm = await collect(collector, device);
      assert.equal(device.roundTrips, 1);
      assert.deepEqual(warm, cold);
    });

    it('sends the commands that it declares, no others', async () => {
      const device = deviceOf(collector, tables);
      await collect(collector, device);
      device.commands.length = 0;
      await collect(collector, device);
      const sent = device.commands.map((command) => command.replace(/ .*/, ''));
      assert.deepEqual(sent.sort(), collector.menus.map(({ command }) => command).sort());
    });

    it('asks for no secret', async () => {
      const device = deviceOf(collector, tables);
      await collect(collector, device);
      const secrets = [...device.attributes].filter((name) =>
        /passw|secret|passphrase|private|preshared|psk|key/.test(name),
      );
      assert.deepEqual(secrets, []);
    });
  });
}

describe('the registry', () => {
  it('asks /system/resource before anything else', () => {
    assert.equal(COLLECTORS[0]?.menus[0]?.command, '/system/resource/print');
  });

  it('holds the families of all collectors', () => {
    const count = COLLECTORS.reduce((sum, { families }) => sum + Object.keys(families).length, 0);
    assert.equal(FAMILIES.size, count);
  });

  it('refuses two families of one name', () => {
    const [first] = COLLECTORS;
    assert.ok(first);
    assert.throws(
      () => joinFamilies([first, { ...first, name: 'twin' }]),
      /is a family of both system and twin/,
    );
  });

  it('names every collector once', () => {
    assert.equal(new Set(COLLECTORS.map(({ name }) => name)).size, COLLECTORS.length);
  });

  it('has at most 32 cheap commands in the module default', () => {
    const menus = COLLECTORS.filter(({ modules }) => modules.includes('default')).flatMap(
      (collector) => collector.menus,
    );
    assert.ok(menus.length > 0 && menus.length <= 32);
    assert.deepEqual(
      menus.filter(({ cost }) => cost === 'walk' || cost === 'slow'),
      [],
    );
  });
});
