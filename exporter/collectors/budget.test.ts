import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Simulator } from '../../simulator/simulator.ts';
import { SessionDevice } from '../probe/session-device.ts';
import { dial } from '../routeros/dial.ts';
import { type Session } from '../routeros/session.ts';
import { COLLECTORS } from './registry.ts';
import { collect, type Collected } from './testing/collect.ts';

const DEFAULT = COLLECTORS.filter(({ modules }) => modules.includes('default'));

/** Series of one probe of the module `default`, by what it is asked of. */
const BUDGETS = [
  ['home', 250],
  ['branch', 500],
  ['switch', 1500],
] as const;

const PERSONAS = ['6.49', '7.12', '7.20'] as const;

/** Success, duration and timeout of the probe, success and duration of each collector. */
const SERIES_OF_THE_PROBE = 3 + 2 * DEFAULT.length;

/** All collectors of the module `default` at once, as a probe runs them. */
function probe(session: Session, memory: Map<string, unknown>): Promise<Collected[]> {
  return Promise.all(
    DEFAULT.map((collector) => {
      const device = new SessionDevice({
        session,
        memory,
        interfaces: { dynamic: false, keeps: ({ dynamic }) => !dynamic },
        maxRows: 10_000,
        maxBytes: 8 * 1024 * 1024,
        deadline: performance.now() + 10_000,
        signal: AbortSignal.timeout(10_000),
        partial: collector.partial === true,
      });
      return collect(collector, device);
    }),
  );
}

async function open(address: string, port: number): Promise<Session> {
  const { record, session } = await dial({
    address,
    port,
    username: 'monitor',
    password: 'secret',
    legacyLogin: false,
    codePage: 'windows-1252',
    deadline: performance.now() + 10_000,
  });
  return session ?? assert.fail(record.error);
}

describe('a probe of the module default', () => {
  for (const [profile, budget] of BUDGETS) {
    for (const persona of PERSONAS) {
      it(`keeps to ${budget} series and one round trip: ${profile}, RouterOS ${persona}`, async () => {
        const clock = (): number => Date.UTC(2026, 0, 15, 12);
        const simulator = await Simulator.start({
          seed: 1,
          clock,
          devices: [{ name: 'device', profile, persona }],
        });
        try {
          const device = simulator.device('device');
          const session = await open(device.host, device.port);
          const memory = new Map<string, unknown>();
          const cold = await probe(session, memory);
          device.resetCounts();
          const warm = await probe(session, memory);
          assert.deepEqual(warm, cold);
          assert.equal(device.counts.roundTrips, 1);
          const series = warm.reduce((sum, { samples }) => sum + samples.length, SERIES_OF_THE_PROBE);
          assert.ok(series <= budget, `${series} series`);
          assert.ok(warm.every(({ duplicates }) => duplicates === 0));
          session.close();
        } finally {
          await simulator.stop();
        }
      });
    }
  }
});
