import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { OtlpReceiver, type ReceivedSpan } from '../exporter/telemetry/tracing/testing/otlp-receiver.ts';
import { PASSWORD, startFleet, valueOf } from './harness/fleet.ts';
import { until } from './stack/until.ts';

const OPENMETRICS = { headers: { Accept: 'application/openmetrics-text; version=1.0.0' } };

async function startReceiver(t: TestContext): Promise<OtlpReceiver> {
  const receiver = await OtlpReceiver.start();
  t.after(() => receiver.stop());
  return receiver;
}

/** The spans of a target's only trace, once its root is there. */
async function traceOf(receiver: OtlpReceiver, target: string): Promise<readonly ReceivedSpan[]> {
  const root = await until(
    `the trace of ${target}`,
    () => Promise.resolve(receiver.spans.find((span) => attribute(span, 'tikscope.target') === target)),
    { timeout: 20_000 },
  );
  return receiver.spans.filter(({ traceId }) => traceId === root.traceId);
}

function attribute({ attributes }: ReceivedSpan, name: string): unknown {
  const value = attributes.find(({ key }) => key === name)?.value;
  return value === undefined ? undefined : Object.values(value)[0];
}

function namesUnder(spans: readonly ReceivedSpan[], parent: string | undefined): readonly string[] {
  const id = spans.find(({ name }) => name === parent)?.spanId;
  return spans.filter(({ parentSpanId }) => parentSpanId === id).map(({ name }) => name);
}

describe('the spans of real probes', () => {
  it('tell of a healthy, a slow and a failing device where the time went and what failed, and no secret', async (t) => {
    const receiver = await startReceiver(t);
    const fleet = await startFleet(t, {
      devices: [{ name: 'healthy' }, { name: 'slow' }, { name: 'failing' }, { name: 'ordinary' }],
      settings: { slow: { timeout: '4s' } },
      config: {
        tracing: { endpoint: receiver.endpoint, sample_ratio: 1, schedule_delay: '1s', slow_probe: '1s' },
      },
      flags: ['--web.enable-lifecycle'],
    });
    await fleet.simulator.device('slow').inject('slow', { ms: 500 });
    await fleet.simulator.device('failing').inject('wrong-password');
    await fleet.probe('healthy');
    // From here on only what is slow or fails.
    await fleet.writeConfig({
      settings: { slow: { timeout: '4s' } },
      config: {
        tracing: { endpoint: receiver.endpoint, sample_ratio: 0, schedule_delay: '1s', slow_probe: '1s' },
      },
    });
    await fleet.exporter.reload();
    await Promise.all(['ordinary', 'slow', 'failing'].map((name) => fleet.probe(name)));

    const healthy = await traceOf(receiver, 'healthy');
    assert.deepEqual(namesUnder(healthy, undefined), ['probe']);
    assert.deepEqual(namesUnder(healthy, 'dial'), ['connect', 'login']);
    const collectors = namesUnder(healthy, 'probe').filter((name) => name !== 'dial');
    assert.ok(collectors.includes('collector system'), collectors.join());
    assert.ok(namesUnder(healthy, 'collector system').includes('/system/resource/print'));
    const command = healthy.find(({ name }) => name === '/system/resource/print');
    assert.ok(command);
    assert.equal(attribute(command, 'mikrotik.reply.rows'), 1);
    assert.ok(Number(attribute(command, 'mikrotik.reply.bytes')) > 100);
    assert.deepEqual(
      healthy.filter(({ status }) => status.code === 2),
      [],
    );

    const slow = await traceOf(receiver, 'slow');
    const root = slow.find(({ name }) => name === 'probe');
    assert.ok(root);
    const duration = Number(BigInt(root.endTimeUnixNano) - BigInt(root.startTimeUnixNano)) / 1e6;
    assert.ok(duration >= 1000, `${duration} ms`);
    for (const { startTimeUnixNano, endTimeUnixNano, name } of slow) {
      assert.ok(
        BigInt(startTimeUnixNano) >= BigInt(root.startTimeUnixNano),
        `${name} begins before the probe`,
      );
      assert.ok(BigInt(endTimeUnixNano) <= BigInt(root.endTimeUnixNano), `${name} ends after the probe`);
    }

    const failing = await traceOf(receiver, 'failing');
    assert.deepEqual(
      failing
        .filter(({ status }) => status.code === 2)
        .map((span) => [span.name, attribute(span, 'error.type')]),
      [
        ['login', 'auth'],
        ['dial', 'auth'],
        ['probe', 'auth'],
      ],
    );

    await fleet.exporter.stop();
    assert.deepEqual(
      receiver.spans.filter((span) => attribute(span, 'tikscope.target') === 'ordinary'),
      [],
    );
    const sent = receiver.bodies.join('\n');
    assert.ok(!sent.includes(PASSWORD));
    assert.doesNotMatch(sent, /invalid user|cannot log in/, 'the words of a device');
    assert.ok(receiver.paths.every((path) => path === '/v1/traces'));
  });

  it('are linked from the histogram of probe durations, in OpenMetrics only', async (t) => {
    const receiver = await startReceiver(t);
    const fleet = await startFleet(t, {
      devices: [{ name: 'one' }],
      config: { tracing: { endpoint: receiver.endpoint, sample_ratio: 1, schedule_delay: '1s' } },
    });
    await fleet.probe('one');
    const [root] = (await traceOf(receiver, 'one')).filter(({ name }) => name === 'probe');
    const openMetrics = await (await fleet.get('/metrics', OPENMETRICS)).text();
    const exemplar =
      /^mikrotik_exporter_probe_duration_seconds_bucket\{le="[^"]+",module="default"\} \d+ # \{trace_id="([0-9a-f]{32})"\} \d+(?:\.\d+)? \d+(?:\.\d+)?$/m;
    assert.equal(exemplar.exec(openMetrics)?.[1], root?.traceId);
    const text = await (await fleet.get('/metrics')).text();
    assert.doesNotMatch(text, / # \{/);
    assert.equal(valueOf(text, 'mikrotik_exporter_otel_spans_unaccounted'), 0);
  });

  it('do not touch probes, nor a stop beyond its 3 s, when the collector hangs', async (t) => {
    const receiver = await startReceiver(t);
    receiver.mode = 'hang';
    const fleet = await startFleet(t, {
      devices: [{ name: 'one' }],
      config: { tracing: { endpoint: receiver.endpoint, sample_ratio: 1, max_export_batch_size: 1 } },
    });
    assert.equal(valueOf(await fleet.probe('one'), 'probe_success'), 1);
    await until('an export', () => Promise.resolve(receiver.open === 1 || undefined), { timeout: 20_000 });
    const before = performance.now();
    assert.equal(valueOf(await fleet.probe('one'), 'probe_success'), 1);
    await fleet.exporter.stop();
    const took = performance.now() - before;
    assert.ok(took < 8000, `${took} ms`);
  });
});
