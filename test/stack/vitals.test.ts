import assert from 'node:assert/strict';
import { it } from 'node:test';
import { formatVitals, type Vitals } from './vitals.ts';

const vitals: Vitals = {
  devicesUp: 100,
  samples: 12_345,
  probeMedian: 0.0042,
  probeP99: 1.5,
  exporterMemory: 100 * 2 ** 20,
  firing: [],
};

it('vital signs are one line each, with their units', () => {
  assert.deepEqual(formatVitals(vitals, 101), [
    'devices up  100 of 101',
    'samples     12,345 in the last scrape of all devices',
    'probe time  median 4.2 ms, p99 1500.0 ms',
    'exporter    100 MiB resident',
    'firing      nothing',
  ]);
});

it('what is not known is a dash, never 0', () => {
  const unknown = { ...vitals, samples: undefined, exporterMemory: undefined };
  const [, samples = '', , memory = ''] = formatVitals(unknown, 101);
  assert.match(samples, /^samples +– in/);
  assert.match(memory, /^exporter +– resident/);
});

it('a few firing alerts are named, and the others counted', () => {
  const firing = Array.from({ length: 7 }, (_, index) => `Alert${index} (a)`);
  assert.match(
    formatVitals({ ...vitals, firing }, 101).at(-1) ?? '',
    /^firing +Alert0 \(a\), .*Alert4 \(a\) and 2 more$/,
  );
});
