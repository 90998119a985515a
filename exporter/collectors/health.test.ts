import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { healthCollector } from './health.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function collectRows(
  ...rows: TableRow[]
): Promise<{ samples: readonly string[]; parseErrors: readonly string[] }> {
  const device = new TableDevice({ '/system/health': rows });
  return { samples: (await collect(healthCollector, device)).samples, parseErrors: device.parseErrors };
}

describe('collector health', () => {
  it('exports a sensor that nobody has heard of by the unit that RouterOS 7 gives it', async () => {
    const { samples } = await collectRows({ name: 'flux-capacitor', value: '88.5', type: 'W' });
    assert.deepEqual(samples, ['mikrotik_health_power_watts{sensor="flux-capacitor"} 88.5']);
  });

  it('exports nothing for a unit that it does not know', async () => {
    assert.deepEqual((await collectRows({ name: 'humidity', value: '40', type: '%' })).samples, []);
  });

  it('exports nothing for a setting that stands among the sensors', async () => {
    assert.deepEqual((await collectRows({ name: 'state', value: 'enabled', type: '' })).samples, []);
  });

  it('exports nothing for a sensor without a value, which is no parse error', async () => {
    assert.deepEqual(await collectRows({ name: 'cpu-temperature', value: '', type: 'C' }), {
      samples: [],
      parseErrors: [],
    });
  });

  it('has one series a state, exactly one of them 1, also for a state that it does not know', async () => {
    for (const state of ['ok', 'fail', 'not-present', 'idle', 'no-input', 'melted']) {
      const { samples } = await collectRows({ name: 'psu1-state', value: state, type: '' });
      assert.equal(samples.length, 6);
      const label = state === 'melted' ? 'other' : state;
      assert.deepEqual(
        samples.filter((line) => line.endsWith(' 1')),
        [`mikrotik_health_state{sensor="psu1-state",state="${label}"} 1`],
      );
    }
  });

  it('reads the single row of RouterOS 6 by the names of its sensors', async () => {
    const { samples } = await collectRows({
      voltage: '23.8V',
      'fan1-speed': '4080RPM',
      'fan-mode': 'auto',
      current: '379',
    });
    assert.deepEqual(samples, [
      'mikrotik_health_voltage_volts{sensor="voltage"} 23.8',
      'mikrotik_health_fan_speed_rpm{sensor="fan1-speed"} 4080',
    ]);
  });
});
