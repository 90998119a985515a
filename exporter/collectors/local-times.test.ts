import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SampleBudget } from '../exposition/sample-budget.ts';
import { SampleBuffer } from '../exposition/sample-buffer.ts';
import { type Family } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { emitInto } from './emit.ts';
import { LocalTimes } from './local-times.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

const family = {
  name: 'mikrotik_test_timestamp_seconds',
  type: 'gauge',
  unit: 'seconds',
  help: 'When it was (/test).',
  labels: [],
} as const satisfies Family;

async function emitted(tables: Tables, localTime: number | undefined): Promise<string> {
  const buffer = new SampleBuffer(new SampleBudget(Infinity, Infinity));
  const times = new LocalTimes(emitInto(buffer));
  times.add(family, NO_LABELS, localTime);
  await times.askOffset(new TableDevice(tables));
  times.flush();
  return buffer.lines(family);
}

describe('points in time by the clock of a device', () => {
  it('are moved to UTC by what the device says of its zone', async () => {
    const clock = [{ 'gmt-offset': '+02:00', 'time-zone-name': 'Europe/Riga' }];
    assert.equal(await emitted({ '/system/clock': clock }, 7260), 'mikrotik_test_timestamp_seconds 60\n');
  });

  it('are unknown if the device says nothing of its zone', async () => {
    assert.equal(await emitted({}, 7260), '');
    assert.equal(await emitted({ '/system/clock': [{ 'gmt-offset': 'x' }] }, 7260), '');
  });

  it('stay unknown if they are', async () => {
    assert.equal(await emitted({ '/system/clock': [{ 'gmt-offset': '+02:00' }] }, undefined), '');
  });
});
