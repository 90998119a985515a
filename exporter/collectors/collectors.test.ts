import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type Family } from '../exposition/family.ts';
import { RouterosError } from '../routeros/errors.ts';
import {
  parseDuration,
  parseLeadingNumber,
  parseLocalTime,
  parseNumber,
  parseRate,
  splitPair,
} from '../routeros/values.ts';
import { type Collector } from './contract.ts';
import { COLLECTORS, FAMILIES, joinFamilies } from './registry.ts';
import { collect } from './testing/collect.ts';
import { readFixture } from './testing/fixture.ts';
import { TableDevice, type TableDeviceOptions, type TableRow, type Tables } from './testing/table-device.ts';

const FIXTURES = new URL('fixtures/', import.meta.url);
const PERSONAS = readdirSync(FIXTURES);

/** What devices of each version answer to the collector. */
function fixturesOf({ name }: Collector): readonly { persona: string; tables: Tables }[] {
  return PERSONAS.flatMap((persona) => {
    const file = new URL(`${persona}/${name}.txt`, FIXTURES);
    return existsSync(file) ? [{ persona, tables: readFixture(file) }] : [];
  });
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

function isNumber(text: string): boolean {
  return [parseNumber, parseDuration, parseRate, parseLocalTime, parseLeadingNumber].some(
    (parse) => parse(text) !== undefined,
  );
}

/** A value with `garbage` in the place of each of its numbers, one at a time. */
function spoiled(value: string): readonly string[] {
  const pair = splitPair(value);
  // A pair comes first: its first number alone would pass for the number that the text begins with.
  if (pair === undefined || !pair.every(isNumber)) return isNumber(value) ? ['garbage'] : [];
  const separator = value.charAt(pair[0].length);
  return [`garbage${separator}${pair[1]}`, `${pair[0]}${separator}garbage`];
}

/** The tables, once for each number in them, with `garbage` in its place. */
function* withGarbage(tables: Tables): Generator<{ what: string; tables: Tables }> {
  for (const [menu, rows] of Object.entries(tables)) {
    for (const [index, row] of rows.entries()) {
      for (const [attribute, value] of Object.entries(row)) {
        // The one value on which all dates of a device lean: without it every one of them is unknown.
        if (attribute === 'gmt-offset') continue;
        for (const garbage of spoiled(value)) {
          const broken = rows.with(index, { ...row, [attribute]: garbage });
          yield { what: `${menu} ${attribute}=${garbage}`, tables: { ...tables, [menu]: broken } };
        }
      }
    }
  }
}

const TRUNCATED = /^mikrotik_\w+_truncated /;

/** Families whose value is how many rows there are, a sum over them, or the latest of their dates; their help begins so. */
function isAggregate(family: Family): boolean {
  return /^(Number of|Latest) /.test(family.help);
}

/** True if a family's value is a number that one attribute of one row has. */
function isMeasured(family: Family): boolean {
  return family.type !== 'info' && family.states === undefined && !/^(Number of|1 if) /.test(family.help);
}

/** The series of samples whose family satisfies `is`, with or without the value. */
function samplesOf(
  collector: Collector,
  samples: readonly string[],
  is: (family: Family) => boolean,
): readonly string[] {
  const names = new Set(
    Object.values(collector.families)
      .filter(is)
      .map(({ name }) => name),
  );
  return samples.filter((line) => names.has(/^\w+/.exec(line)?.[0] ?? ''));
}

function seriesOf(line: string): string {
  return line.slice(0, line.lastIndexOf(' '));
}

for (const collector of COLLECTORS) {
  for (const { persona, tables } of fixturesOf(collector)) {
    describe(`collector ${collector.name} on RouterOS ${persona}, as any other`, () => {
      it('yields nothing but counts of 0 for empty tables', async () => {
        const empty = deviceOf(
          collector,
          mapRows(tables, () => []),
        );
        const { samples } = await collect(collector, empty);
        assert.deepEqual(
          samples.filter((line) => !TRUNCATED.test(line) && !line.endsWith(' 0')),
          [],
        );
        assert.deepEqual(samplesOf(collector, samples, isMeasured), []);
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
        for (const { what, tables: broken } of withGarbage(tables)) {
          const device = deviceOf(collector, broken);
          const lost = samples.length - (await collect(collector, device)).samples.length;
          assert.ok(lost === 0 || lost === 1, what);
          assert.equal(device.parseErrors.length - good.parseErrors.length, lost, what);
          losses += lost;
        }
        assert.ok(losses > 0 || samplesOf(collector, samples, isMeasured).length === 0);
      });

      it('keeps the first of two rows that give one label set, and counts the other', async () => {
        const once = await collect(collector, deviceOf(collector, tables));
        const doubled = mapRows(tables, (rows) => rows.flatMap((row) => [row, row]));
        const twice = await collect(collector, deviceOf(collector, doubled));
        assert.deepEqual(twice.samples.map(seriesOf), once.samples.map(seriesOf));
        const isRowBound = (family: Family): boolean => !isAggregate(family);
        const rowBound = samplesOf(collector, once.samples, isRowBound);
        assert.deepEqual(samplesOf(collector, twice.samples, isRowBound), rowBound);
        assert.ok(twice.duplicates > 0 || rowBound.every((line) => TRUNCATED.test(line)));
      });

      it('fails with limit when a table is too long, or keeps what it has if it is partial', async () => {
        const whole = deviceOf(collector, tables);
        await collect(collector, whole);
        const device = deviceOf(collector, tables, { maxRows: Math.max(0, whole.longestReply - 1) });
        const collected = collect(collector, device);
        if (whole.longestReply === 0) {
          await collected;
        } else if (collector.partial === true) {
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

      it('asks for no secret', async () => {
        const device = deviceOf(collector, tables);
        await collect(collector, device);
        const secrets = [...device.attributes].filter(
          (name) =>
            /passw|secret|passphrase|private|preshared|psk|key|pin$|imei|imsi|iccid/.test(name) &&
            !['public-key', 'key-type', 'key-size', 'private-mem-blocks'].includes(name),
        );
        assert.deepEqual(secrets, []);
      });
    });
  }

  describe(`collector ${collector.name}, whatever the version`, () => {
    it('yields nothing, and does not fail, if the device lacks its menus', async () => {
      const { exposition } = await collect(collector, deviceOf(collector, {}));
      assert.equal(exposition, '');
    });

    it('sends the commands that it declares, no others', async () => {
      const sent = new Set<string>();
      for (const { tables } of fixturesOf(collector)) {
        const device = deviceOf(collector, tables);
        await collect(collector, device);
        device.commands.length = 0;
        await collect(collector, device);
        const commands = device.commands.map((command) => command.replace(/ .*/, ''));
        for (const command of commands) sent.add(command);
        for (const command of new Set(commands)) {
          const times = commands.filter((other) => other === command).length;
          const declared = collector.menus.filter((menu) => menu.command === command).length;
          assert.ok(times <= declared, `${command} is sent ${times} times, and declared ${declared} times`);
        }
      }
      assert.deepEqual([...sent].sort(), [...new Set(collector.menus.map(({ command }) => command))].sort());
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
