import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { readBounds } from './stack/bounds.ts';
import { ROOT } from './stack/configs.ts';
import { startFleet } from './harness/fleet.ts';

const MIB = 1024 ** 2;
/** The working set of an exporter that has probed 500 devices over and over and holds nothing, as docs/performance.md has it. */
const BASELINE = 92 * MIB;
const DEVICES = 500;
/** Sessions to addresses outside the configuration, beside those to devices. */
const AD_HOC_SESSIONS = 64;
/** From here on the exporter refuses probes. */
const REFUSED_FROM = 0.85;

/** Bounds on bytes that can be full at the same time; what passes through is no part of the sum. */
const HELD_AT_ONCE: Readonly<Record<string, number>> = {
  held_bytes: 1,
  span_queue_bytes: 1,
  log_queue_bytes: 1,
  session_memory_bytes: DEVICES + AD_HOC_SESSIONS,
};
/** What each session may hold of a cut sentence without asking. */
const OWN_BYTES = 4096;

const composeFile = z.object({ services: z.object({ exporter: z.object({ mem_limit: z.string() }) }) });

describe('the disk of Prometheus as shipped', () => {
  it('is enough for the time that samples are kept, so that size does not cut it short', () => {
    const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
    const [, most] =
      /are [\d.]+ to ([\d.]+) GB a day/.exec(read('docs/deployment.md')) ?? assert.fail('GB a day');
    const pairs: readonly (readonly [file: string, time: RegExp, size: RegExp])[] = [
      ['docker-compose.yml', /RETENTION_TIME:-(\d+)d/, /RETENTION_SIZE:-(\d+)GB/],
      ['.env.example', /RETENTION_TIME=(\d+)d/, /RETENTION_SIZE=(\d+)GB/],
      ['README.md', /retention\.time=(\d+)d/, /retention\.size=(\d+)GB/],
      ['prometheus.yml', /retention\.time=(\d+)d/, /retention\.size=(\d+)GB/],
    ];
    for (const [file, time, size] of pairs) {
      const [days, gigabytes] = [time, size].map((pattern) => Number(pattern.exec(read(file))?.[1]));
      assert.ok((days ?? NaN) * Number(most) <= (gigabytes ?? NaN), file);
    }
  });
});

describe('the memory of the exporter as shipped', () => {
  it('is more than it needs for 500 devices with everything full that can be, probes not refused', async (t) => {
    const fleet = await startFleet(t, {
      devices: [],
      config: { devices: [], tracing: { endpoint: 'http://127.0.0.1:1' } },
    });
    const bounds = await readBounds(fleet);
    const caps = Object.entries(HELD_AT_ONCE).map(([name, times]) => {
      const { capacity } = bounds.get(name) ?? assert.fail(`there is no bound ${name}`);
      return capacity * times;
    });
    const held = caps.reduce((sum, cap) => sum + cap, (DEVICES + AD_HOC_SESSIONS) * OWN_BYTES);
    const compose = composeFile.parse(
      parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
    );
    const [, limit] = /^(\d+)m$/.exec(compose.services.exporter.mem_limit) ?? assert.fail('mem_limit in MiB');
    const unit = readFileSync(path.join(ROOT, 'deploy/systemd/tikscope.service'), 'utf8');
    assert.match(unit, new RegExp(`^MemoryMax=${limit}M$`, 'm'), 'the same limit without containers');
    const needed = BASELINE + held;
    const given = Number(limit) * MIB * REFUSED_FROM;
    assert.ok(
      needed < given,
      `${Math.round(needed / MIB)} MiB are needed, ${Math.round(given / MIB)} MiB are given`,
    );
  });
});
