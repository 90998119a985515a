import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isUnset,
  parseCoordinate,
  parseDuration,
  parseFlag,
  parseLeadingNumber,
  parseLocalTime,
  parseNumber,
  parseRate,
  parseUtcOffset,
  splitPair,
} from './values.ts';

type Parse = (text: string) => number | boolean | undefined;

function table(parse: Parse, cases: Readonly<Record<string, number | boolean | undefined>>): void {
  for (const [text, value] of Object.entries(cases)) {
    assert.equal(parse(text), value, JSON.stringify(text));
  }
}

const GARBAGE = [
  '',
  ' ',
  'x',
  '-',
  '.',
  '1.',
  '.5',
  '1e5',
  '0x10',
  'NaN',
  'Infinity',
  '1 2',
  '1,2',
  '--1',
  '9'.repeat(400),
];

function refusesGarbage(parse: Parse): void {
  for (const text of GARBAGE) assert.equal(parse(text), undefined, JSON.stringify(text));
}

function neverThrows(parse: Parse): void {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const value = parse(text);
      assert.ok(typeof value !== 'number' || Number.isFinite(value));
    }),
  );
}

describe('parseNumber', () => {
  it('reads numbers as the API writes them', () => {
    table(parseNumber, { '42': 42, '0': 0, '-5.22': -5.22, '+3.109': 3.109, '54.2': 54.2, '007': 7 });
  });

  it('cuts off the units that some builds add', () => {
    table(parseNumber, {
      '2%': 2,
      '230V': 230,
      '0.449A': 0.449,
      '449mA': 449,
      '-74dBm': -74,
      '4080RPM': 4080,
      '50Hz': 50,
    });
    table(parseNumber, {
      '880MHz': 880,
      '36C': 36,
      '36°C': 36,
      '850nm': 850,
      '62.9W': 62.9,
      '160.1m': 160.1,
      '100 %': 100,
    });
  });

  it('scales sizes to bytes', () => {
    table(parseNumber, {
      '1500KiB': 1_536_000,
      '15.2MiB': 15_938_355.2,
      '2GiB': 2 ** 31,
      '1TiB': 2 ** 40,
      '12B': 12,
    });
  });

  it('refuses a unit whose scale it does not know', () => {
    table(parseNumber, {
      '20km': undefined,
      '880M': undefined,
      '1Gbps': undefined,
      '5s': undefined,
      '3 V A': undefined,
    });
  });

  it('reads a counter of 64 bits as the nearest double', () => {
    table(parseNumber, {
      '18446744073709551615': 2 ** 64,
      '9007199254740993': 2 ** 53,
      '9007199254740995': 2 ** 53 + 4,
    });
  });

  it('keeps the order of counters beyond 2^53, so that a reset is seen and growth never is one', () => {
    const counter = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(counter, counter, (a, b) => {
        const [x, y] = [parseNumber(String(a)) ?? NaN, parseNumber(String(b)) ?? NaN];
        assert.ok(a <= b ? x <= y : x >= y);
        assert.ok(Math.abs(Number(BigInt(x) - a)) <= 1024);
      }),
    );
  });

  it('reads back every number that it is given', () => {
    const integer = fc.integer();
    const decimal = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(fc.property(integer, (number) => parseNumber(String(number)) === number));
    fc.assert(
      fc.property(decimal, ([number, places]) => {
        const text = (number / 10 ** places).toFixed(places);
        return Object.is(parseNumber(text), Number(text)) && Object.is(parseNumber(`${text}V`), Number(text));
      }),
    );
  });

  it('refuses anything else and never throws', () => {
    refusesGarbage(parseNumber);
    neverThrows(parseNumber);
  });
});

describe('parseFlag', () => {
  it('reads the words of the API and of enums', () => {
    table(parseFlag, { true: true, yes: true, '1': true, false: false, no: false, '0': false });
  });

  it('refuses anything else', () => {
    table(parseFlag, { '': undefined, on: undefined, TRUE: undefined, auto: undefined, '10': undefined });
  });
});

describe('parseDuration', () => {
  it('reads units', () => {
    table(parseDuration, {
      '1w4d23h26m9s': 1_034_769,
      '5d9m11s': 432_551,
      '15w3d3h42m53s': 9_344_573,
      '0s': 0,
      '0ms': 0,
    });
    table(parseDuration, {
      '53m10s720ms': 3190.72,
      '9ms445us': 0.009445,
      '850ms': 0.85,
      '4s750ms': 4.75,
      '12ns': 1.2e-8,
    });
    table(parseDuration, {
      '-29ms481us': -0.029481,
      '-1h': -3600,
      '1h32m11s': 5531,
      '519w4d15h28m25s': 314_292_505,
    });
  });

  it('reads the clock form of old versions', () => {
    table(parseDuration, {
      '01:22:53': 4973,
      '00:00:00.060': 0.06,
      '1d02:03:04': 93_784,
      '2w6d13:21:53': 1_776_113,
    });
    table(parseDuration, { '100:00:00': 360_000, '-00:00:01': -1, '00:00:00': 0 });
  });

  it('refuses words, bare numbers and units in another order', () => {
    table(parseDuration, {
      never: undefined,
      none: undefined,
      '42': undefined,
      '1s1h': undefined,
      '1:2:3': undefined,
    });
    table(parseDuration, { '12:30': undefined, s: undefined, '1w1w': undefined, '1.5s': undefined });
  });

  it('reads back every length of time in each of its forms', () => {
    const parts = fc.tuple(
      ...[99, 6, 23, 59, 59, 999, 999].map((max) => fc.integer({ min: 0, max })),
    ) as fc.Arbitrary<[number, number, number, number, number, number, number]>;
    fc.assert(
      fc.property(parts, fc.boolean(), ([w, d, h, m, s, ms, us], negative) => {
        const seconds = (((w * 7 + d) * 24 + h) * 60 + m) * 60 + s;
        const expected = (negative ? -1 : 1) * (seconds + (ms * 1000 + us) / 1e6);
        const sign = negative ? '-' : '';
        const named: [number, string][] = [
          [w, 'w'],
          [d, 'd'],
          [h, 'h'],
          [m, 'm'],
          [s, 's'],
          [ms, 'ms'],
          [us, 'us'],
        ];
        const units =
          named.flatMap(([value, unit]) => (value === 0 ? [] : [`${value}${unit}`])).join('') || '0s';
        const two = (value: number): string => String(value).padStart(2, '0');
        const fraction = `${String(ms).padStart(3, '0')}${String(us).padStart(3, '0')}`;
        const clock = `${w > 0 ? `${w}w` : ''}${d > 0 ? `${d}d` : ''}${two(h)}:${two(m)}:${two(s)}.${fraction}`;
        for (const text of [units, clock]) {
          assert.ok(
            Math.abs((parseDuration(sign + text) ?? NaN) - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
            text,
          );
        }
      }),
    );
  });

  it('refuses anything else and never throws', () => {
    refusesGarbage(parseDuration);
    neverThrows(parseDuration);
  });
});

describe('parseRate', () => {
  it('reads bits per second', () => {
    table(parseRate, {
      '1Gbps': 1e9,
      '2.5Gbps': 2.5e9,
      '10Mbps': 1e7,
      '400Gbps': 4e11,
      '512kbps': 512_000,
      '0bps': 0,
    });
    table(parseRate, {
      '72.2Mbps-20MHz/1S': 72_200_000,
      '144.4Mbps-20MHz/2S/SGI': 144_400_000,
      '2401960000': 2_401_960_000,
    });
    table(parseRate, { '880M': 880e6, '10k': 10_000, '0': 0, '1G-baseT-full': 1e9 });
  });

  it('refuses what is no rate', () => {
    table(parseRate, {
      unknown: undefined,
      '1GiB': undefined,
      '-1Mbps': undefined,
      '10 Mbps': undefined,
      '10MBps': undefined,
    });
  });

  it('reads back every rate', () => {
    const prefixes: [string, number][] = [
      ['', 1],
      ['k', 1e3],
      ['M', 1e6],
      ['G', 1e9],
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.constantFrom(...prefixes),
        (tenths, [prefix, factor]) => {
          const text = `${(tenths / 10).toFixed(1)}${prefix}bps`;
          assert.equal(parseRate(text), Math.round((tenths * factor) / 10));
        },
      ),
    );
  });

  it('refuses anything else and never throws', () => {
    refusesGarbage(parseRate);
    neverThrows(parseRate);
  });
});

describe('isUnset', () => {
  it('knows the words by which RouterOS says that there is no value', () => {
    for (const word of ['', 'never', 'none', 'unknown', 'auto']) assert.ok(isUnset(word));
    for (const word of ['0', 'no', 'garbage']) assert.ok(!isUnset(word));
  });
});

describe('parseLocalTime', () => {
  it('reads the forms of all versions, as if the clock of the device showed UTC', () => {
    const moment = Date.UTC(2024, 2, 1, 13, 13, 32) / 1000;
    table(parseLocalTime, {
      '2024-03-01 13:13:32': moment,
      'mar/01/2024 13:13:32': moment,
      'Mar/01/2024 13:13:32': moment,
      '1970-01-02 00:00:00': 86_400,
      'jan/01/1970 00:00:00': 0,
      'feb/29/2024 23:59:59': Date.UTC(2024, 1, 29, 23, 59, 59) / 1000,
    });
  });

  it('refuses a day or a time that is on no clock', () => {
    table(parseLocalTime, {
      '2023-02-29 00:00:00': undefined,
      '2024-04-31 00:00:00': undefined,
      '2024-13-01 00:00:00': undefined,
      '2024-01-01 24:00:00': undefined,
      '2024-01-01 00:00:61': undefined,
      'foo/01/2024 00:00:00': undefined,
    });
  });

  it('refuses a date or a time alone, whose other half nobody knows', () => {
    table(parseLocalTime, { '2024-03-01': undefined, '13:13:32': undefined, 'mar/01 13:13:32': undefined });
  });

  it('reads back every point in time in each of its forms', () => {
    const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString();
        const [year, month, day, clock] = [
          iso.slice(0, 4),
          months[Number(iso.slice(5, 7)) - 1],
          iso.slice(8, 10),
          iso.slice(11, 19),
        ];
        assert.equal(parseLocalTime(`${iso.slice(0, 10)} ${clock}`), seconds);
        assert.equal(parseLocalTime(`${month}/${day}/${year} ${clock}`), seconds);
      }),
    );
  });

  it('refuses anything else and never throws', () => {
    refusesGarbage(parseLocalTime);
    neverThrows(parseLocalTime);
  });
});

describe('parseUtcOffset', () => {
  it('reads hours and minutes east and west of Greenwich', () => {
    table(parseUtcOffset, { '+01:00': 3600, '-03:30': -12_600, '+00:00': 0, '-00:00': 0, '+13:45': 49_500 });
  });

  it('reads back every offset of a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: -48, max: 56 }), (quarters) => {
        const minutes = Math.abs(quarters) * 15;
        const two = (value: number): string => String(value).padStart(2, '0');
        const text = `${quarters < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        assert.equal(parseUtcOffset(text), quarters * 900);
      }),
    );
  });

  it('refuses anything else and never throws', () => {
    refusesGarbage(parseUtcOffset);
    table(parseUtcOffset, { '01:00': undefined, '+1:00': undefined, Z: undefined });
    neverThrows(parseUtcOffset);
  });
});

describe('parseLeadingNumber', () => {
  it('reads the signal that comes before a rate or a unit', () => {
    table(parseLeadingNumber, {
      '-51@1Mbps': -51,
      '-80@5GHz-Ce/a/ac/an': -80,
      '-74dBm@6Mbps': -74,
      '-74dBm': -74,
      '-67': -67,
      '1300 (band 3)': 1300,
    });
  });

  it('reads back every signal, whatever rate or unit follows', () => {
    const signal = fc.integer({ min: -120, max: 20 });
    const after = fc.constantFrom(
      '',
      'dBm',
      '@1Mbps',
      '@HT20-4',
      'dBm@6Mbps',
      '@5GHz-Ce/a/ac/an',
      ' (band 3)',
    );
    fc.assert(fc.property(signal, after, (dbm, rest) => parseLeadingNumber(`${dbm}${rest}`) === dbm));
  });

  it('refuses a number that goes on as something else', () => {
    table(parseLeadingNumber, { '10MHz': undefined, '1.2.3': undefined, '12a': undefined, '@5': undefined });
    table(parseLeadingNumber, { x: undefined, '': undefined });
    neverThrows(parseLeadingNumber);
  });
});

describe('parseCoordinate', () => {
  it('reads degrees, minutes and seconds, degrees and minutes, and degrees', () => {
    table(parseCoordinate, {
      "N 56 58' 12''": 56.97,
      "S 33 27' 0''": -33.45,
      "E 24 7.5'": 24.125,
      "W 70 30'": -70.5,
      '-33.45694': -33.45694,
      '24': 24,
    });
  });

  it('refuses what is on no globe, and anything else, and never throws', () => {
    table(parseCoordinate, { '181': undefined, N: undefined, '1.2.3': undefined, "N 56 58 12''": undefined });
    refusesGarbage(parseCoordinate);
    neverThrows(parseCoordinate);
  });
});

describe('splitPair', () => {
  it('splits what stands on both sides of a comma or a slash', () => {
    assert.deepEqual(splitPair('6689896,2094536'), ['6689896', '2094536']);
    assert.deepEqual(splitPair('10M/512k'), ['10M', '512k']);
  });

  it('gives back both numbers of every pair', () => {
    const counter = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(counter, counter, fc.constantFrom(',', '/'), (first, second, separator) => {
        assert.deepEqual(splitPair(`${first}${separator}${second}`), [String(first), String(second)]);
      }),
    );
  });

  it('refuses one part and three', () => {
    assert.equal(splitPair('1'), undefined);
    assert.equal(splitPair('1,2,3'), undefined);
  });
});
