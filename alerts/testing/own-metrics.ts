import { type TestContext } from 'node:test';
import { pino } from 'pino';
import { Bounds } from '../../exporter/telemetry/bound.ts';
import { MemoryGate } from '../../exporter/telemetry/memory/memory-gate.ts';
import { registerMemoryMetrics } from '../../exporter/telemetry/memory/memory-metrics.ts';
import { MemoryReader } from '../../exporter/telemetry/memory/memory-reader.ts';
import { NO_RESTARTS } from '../../exporter/telemetry/run-record/record.ts';
import { registerRunMetrics } from '../../exporter/telemetry/run-record/run-metrics.ts';
import { SelfMetrics } from '../../exporter/telemetry/self-metrics.ts';
import { startFleet } from '../../test/harness/fleet.ts';

/** What an exporter can tell of itself, also what it cannot here: of a memory limit, of restarts. */
export async function ownMetrics(t: TestContext): Promise<Record<'metrics' | 'bounds', readonly string[]>> {
  const { get } = await startFleet(t, {
    devices: [{ name: 'riga' }],
    config: { tracing: { endpoint: 'http://127.0.0.1:9' } },
  });
  const text = await (await get('/metrics')).text();
  const all = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, name = '']) => name);

  const { registry } = new SelfMetrics({ version: 'test', revision: 'test' });
  const reader = new MemoryReader();
  registerMemoryMetrics(registry, reader);
  registerRunMetrics(registry, { restarts: NO_RESTARTS, last: undefined });
  const bounds = new Bounds();
  new MemoryGate({ reader, bounds, log: pino({ level: 'silent' }), patience: 0 }).close();
  return {
    metrics: [...all(/^# TYPE (\w+)/gm), ...(await registry.getMetricsAsJSON()).map(({ name }) => name)],
    bounds: [
      ...all(/^mikrotik_exporter_bound_level\{bound="(\w+)"/gm),
      ...bounds.list().map(({ name }) => name),
    ],
  };
}
