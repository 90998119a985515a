import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';

const families = {
  runs: {
    name: 'mikrotik_script_runs_total',
    type: 'counter',
    help: 'Times a script was run (/system/script: run-count).',
    labels: ['script'],
  },
  lastStart: {
    name: 'mikrotik_script_last_start_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the script was last started; absent if never (/system/script: last-started).',
    labels: ['script'],
  },
  invalid: {
    name: 'mikrotik_script_invalid',
    type: 'gauge',
    help: '1 if the script cannot be run (/system/script: invalid).',
    labels: ['script'],
  },
  jobs: {
    name: 'mikrotik_script_jobs',
    type: 'gauge',
    help: 'Number of commands and scripts that run at the moment (/system/script/job).',
    labels: [],
  },
  scheduleRuns: {
    name: 'mikrotik_scheduler_runs_total',
    type: 'counter',
    help: 'Times a schedule was carried out (/system/scheduler: run-count).',
    labels: ['schedule'],
  },
  scheduleNext: {
    name: 'mikrotik_scheduler_next_run_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the schedule is carried out next; absent if never (/system/scheduler: next-run).',
    labels: ['schedule'],
  },
  scheduleEnabled: {
    name: 'mikrotik_scheduler_enabled',
    type: 'gauge',
    help: '1 if the schedule is not disabled (/system/scheduler: disabled).',
    labels: ['schedule'],
  },
} as const satisfies FamilyTable;

/** `/system/script` and `/system/scheduler`; what they do (`source`, `on-event`) is never asked. Not in `default`. */
export const scriptCollector: Collector = {
  name: 'script',
  summary: 'Scripts and schedules: how often and when they run.',
  modules: ['system'],
  families,
  menus: [
    { command: '/system/script/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/system/script/job/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/system/scheduler/print', cost: 'cheap', versions: '6 and 7' },
    CLOCK_MENU,
  ],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    await settle(
      collectScripts(device, emit, times),
      countJobs(device, emit),
      collectSchedules(device, emit, times),
      times.askOffset(device),
    );
    times.flush();
  },
};

const SCRIPT = ['name', 'run-count', 'last-started', 'invalid'] as const;

function collectScripts(device: Device, emit: Emit, times: LocalTimes): Promise<unknown> {
  return device.print('/system/script', SCRIPT, (row) => {
    const own = labels({ script: row.text('name') });
    emit(families.runs, own, row.number('run-count'));
    times.add(families.lastStart, own, row.localTime('last-started'));
    emit(families.invalid, own, row.flag('invalid'));
  });
}

/** Logins are jobs, too, that of the exporter among them: they are in `/user/active`. */
const COMMANDS = ['?type=command'];

async function countJobs(device: Device, emit: Emit): Promise<void> {
  emit(families.jobs, NO_LABELS, await device.count('/system/script/job', COMMANDS));
}

const SCHEDULE = ['name', 'run-count', 'next-run', 'disabled'] as const;

function collectSchedules(device: Device, emit: Emit, times: LocalTimes): Promise<unknown> {
  return device.print('/system/scheduler', SCHEDULE, (row) => {
    const own = labels({ schedule: row.text('name') });
    emit(families.scheduleRuns, own, row.number('run-count'));
    times.add(families.scheduleNext, own, row.localTime('next-run'));
    emit(families.scheduleEnabled, own, !row.flag('disabled'));
  });
}
