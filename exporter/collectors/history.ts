import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';

const families = {
  lastChange: {
    name: 'mikrotik_history_last_change_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Latest change of the configuration that the device remembers; absent if none (/system/history: time).',
    labels: [],
  },
  changes: {
    name: 'mikrotik_history_changes',
    type: 'gauge',
    help: 'Number of changes of the configuration that the device remembers (/system/history).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** Who changed what is for the log of the device. */
const CHANGE = ['time'] as const;

/** `/system/history`: when somebody last changed the configuration. Not in `default`. */
export const historyCollector: Collector = {
  name: 'history',
  summary: 'When the configuration was last changed.',
  modules: ['system'],
  families,
  menus: [{ command: '/system/history/print', cost: 'table', versions: '6 and 7' }, CLOCK_MENU],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    let last = -Infinity;
    const [{ rows, present }] = await settle(
      device.print('/system/history', CHANGE, (row) => {
        // NaN stays: with one date unknown, nobody knows the latest.
        last = Math.max(last, row.localTime('time') ?? NaN);
      }),
      times.askOffset(device),
    );
    times.add(families.lastChange, NO_LABELS, Number.isFinite(last) ? last : undefined);
    times.flush();
    emit(families.changes, NO_LABELS, present ? rows : undefined);
  },
};
