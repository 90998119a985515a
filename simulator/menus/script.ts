import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { wholeBetween } from '../values/random.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { dateTimeText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

/** The hour of the local day at which the backup is made. */
function hourOf(at: Moment): number {
  return wholeBetween(at.key, 'backup', 1, 5) * HOUR;
}

/** The last time at which the backup was due before some time, both local. */
function dueBefore(at: Moment, time: number): number {
  const local = localTime(at, time);
  return local - ((local - hourOf(at)) % DAY);
}

function backups(at: Moment): number {
  return (dueBefore(at, at.time) - dueBefore(at, at.bootedAt)) / DAY;
}

interface Script {
  readonly number: number;
  readonly name: string;
  readonly runs: number;
  readonly invalid: boolean;
}

function flag(is: boolean, at: Moment): boolean | undefined {
  return at.persona.name === '7.20' ? whenTrue(is) : is;
}

const script = defineMenu<Script>({
  path: '/system/script',
  *entries(at) {
    yield { number: 1, name: 'backup', runs: backups(at), invalid: false };
    yield { number: 2, name: 'wan/failover', runs: 0, invalid: false };
  },
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    owner: () => 'admin',
    policy: () => 'ftp,read,write,policy,test',
    'last-started': (entry, at) =>
      entry.runs > 0 ? dateTimeText(dueBefore(at, at.time), at.persona.isoDates) : undefined,
    'run-count': (entry) => entry.runs,
    invalid: (entry, at) => flag(entry.invalid, at),
  },
});

/** The backup runs for a minute. */
const job = defineMenu<Moment>({
  path: '/system/script/job',
  entries: (at) => (localTime(at, at.time) - dueBefore(at, at.time) < HOUR / 60 ? [at] : []),
  columns: {
    '.id': () => idText(1),
    type: () => 'command',
    script: () => 'backup',
    owner: () => 'admin',
    started: (at) => dateTimeText(dueBefore(at, at.time), at.persona.isoDates),
  },
});

const scheduler = defineMenu<Moment>({
  path: '/system/scheduler',
  entries: (at) => [at],
  columns: {
    '.id': () => idText(1),
    name: () => 'backup',
    owner: () => 'admin',
    interval: () => '1d',
    'run-count': backups,
    'next-run': (at) => dateTimeText(dueBefore(at, at.time) + DAY, at.persona.isoDates),
    disabled: () => false,
  },
});

export const scriptMenus: readonly Menu[] = [script, job, scheduler];
