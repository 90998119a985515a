import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { menuOf } from './registry.ts';

describe('the schedule of a simulated device', () => {
  const clock = { time: TEST_START };
  const spec = { name: 'riga-1', profile: 'home', persona: '7.20' } as const;
  const device = new RouterState(spec, 1, () => clock.time, TEST_START);

  function schedule(): { runs: number; next: string } {
    const at = device.moment();
    const [row] = [...(menuOf('/system/scheduler', at)?.rows(at) ?? [])];
    return { runs: Number(row?.('run-count')), next: String(row?.('next-run')) };
  }

  it('is carried out once a day, when it was said to be', () => {
    let last = schedule();
    let runs = 0;
    for (const end = clock.time + 3 * DAY; clock.time < end; clock.time += HOUR) {
      const now = schedule();
      assert.equal(now.runs - last.runs, now.next === last.next ? 0 : 1);
      runs += now.runs - last.runs;
      last = now;
    }
    assert.equal(runs, 3);
  });
});
