import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';

const families = {
  state: {
    name: 'mikrotik_detect_internet_state',
    type: 'gauge',
    help: 'Where an interface leads: 1 for the present finding, else 0 (/interface/detect-internet/state: state).',
    labels: ['interface'],
    states: ['internet', 'wan', 'lan', 'slave', 'unknown', 'no-link'],
  },
  lastChange: {
    name: 'mikrotik_detect_internet_state_change_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the finding last changed (/interface/detect-internet/state: state-change-time).',
    labels: ['interface'],
  },
  roundTrip: {
    name: 'mikrotik_detect_internet_round_trip_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Round trip to the cloud of MikroTik, absent without internet (/interface/detect-internet/state: cloud-rtt).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'state', 'state-change-time', 'cloud-rtt'] as const;

/** What detect-internet has found, where it is enabled. */
export const detectInternetCollector: Collector = {
  name: 'detect_internet',
  summary: 'Which interfaces lead to the internet, as the device itself finds out.',
  modules: ['interfaces'],
  families,
  menus: [
    { command: '/interface/detect-internet/state/print', cost: 'cheap', versions: '6 and 7' },
    CLOCK_MENU,
  ],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    await settle(printStates(device, emit, times), times.askOffset(device));
    times.flush();
  },
};

function printStates(device: Device, emit: Emit, times: LocalTimes): Promise<unknown> {
  return device.print('/interface/detect-internet/state', ATTRIBUTES, (row) => {
    const own = labels({ interface: row.text('name') });
    emit.state(families.state, own, row.text('state'));
    times.add(families.lastChange, own, row.localTime('state-change-time'));
    emit(families.roundTrip, own, row.duration('cloud-rtt'));
  });
}
