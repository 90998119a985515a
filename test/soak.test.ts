import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { measureUnder } from './soak/adversity.ts';
import { measureLeak } from './soak/leak.ts';
import { buildDistribution } from './stack/distribution.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const MIB = 2 ** 20;
/** What all that goes wrong at once may cost. */
const COST = 16 * MIB;
const PROBES = 3000;

endInOrderWhenInterrupted();

describe('the short form of the soak', { timeout: 240_000 }, () => {
  let folder: TemporaryFolder;
  let bin: string;

  before(async () => {
    folder = await TemporaryFolder.create();
    bin = await buildDistribution(path.join(folder.path, 'distribution'));
  });

  after(() => folder.remove());

  it('memory does not grow with the number of probes', async (t) => {
    const baseAddress = '127.85.0.1';
    const { tally, growth, flat } = await measureLeak({
      bin,
      baseAddress,
      warmUp: 500,
      probes: PROBES,
      every: 100,
    });
    t.diagnostic(`${(growth / MIB).toFixed(2)} MiB over ${PROBES} probes`);
    assert.deepEqual(tally.failures, []);
    assert.ok(flat, `${(growth / MIB).toFixed(2)} MiB more after ${PROBES} probes`);
  });

  it('a dead collector of spans, a blocked output at debug and a hostile device together cost little', async (t) => {
    const options = { bin, duration: 60_000, interval: 10_000 };
    const calm = await measureUnder({}, { ...options, baseAddress: '127.86.0.1' });
    const adverse = await measureUnder(
      { collector: 'hang', blockedOutput: true, hostile: 'flood' },
      { ...options, baseAddress: '127.86.0.1' },
    );
    t.diagnostic(`${((adverse.held - calm.held) / MIB).toFixed(1)} MiB more held`);
    assert.deepEqual(calm.tally.failures, []);
    assert.deepEqual(adverse.tally.failures, [], 'every scrape of a healthy device succeeds');
    assert.ok(adverse.held - calm.held <= COST, `${adverse.held} bytes held, ${calm.held} without`);
    assert.equal(adverse.end, 'exit code 0');
    assert.ok(adverse.exit < 10_000, `${adverse.exit} ms to the end`);
  });
});
