import { type Command } from './command.ts';
import { type Faults } from '../faults.ts';
import { type Menu, type Monitor } from '../menus/menu.ts';
import { menuOf, unknownSegment } from '../menus/registry.ts';
import { type Moment } from '../moment.ts';
import { Query, QueryError } from './query.ts';
import { type Row, valueText } from '../menus/row.ts';
import { SECOND } from '../values/signal.ts';
import { sentence, type Step, trap, wait, type Word } from './steps.ts';

/** What a command looks at: the device at any moment, and what is wrong with it. */
export interface Subject {
  readonly faults: Faults;
  /** Of the user who asks. */
  readonly policies: ReadonlySet<string>;
  moment(): Moment;
}

/** A command that prints nothing for long, a count of a big table, lets others go on after so many rows. */
const ROWS_PER_TURN = 1000;

const PRINT_PARAMETERS = new Set([
  'proplist',
  'count-only',
  'detail',
  'stats',
  'active',
  'without-paging',
  'terse',
]);

/** The reply of a command, made step by step. */
export function* execute(command: Command, subject: Subject): Generator<Step, void> {
  const { faults } = subject;
  const at = subject.moment();
  const menu = concerns(faults.get('missing-menu'), command) ? undefined : menuOf(command.menu, at);
  const trapped = faults.get('trap');
  if (trapped && concerns(trapped, command)) yield* trap(trapped.message);
  else if (menu === undefined) yield* noSuchMenu(command, at);
  else if (!mayAsk(subject, menu, command.verb)) yield* trap('not enough permissions (9)', 0);
  else if (isPrint(command, menu)) yield* print(menu, command, subject, at);
  else if (command.verb === 'listen') yield* listen();
  else {
    const verb = menu.monitors.get(command.verb);
    if (verb === undefined) yield* trap('no such command', 0);
    else yield* monitor(verb, command, subject);
  }
}

/** A menu without properties has commands alone: `/queue/monitor`. */
function isPrint({ verb }: Command, { properties }: Menu): boolean {
  return (verb === 'print' || verb === 'getall') && properties.length > 0;
}

function mayAsk({ policies }: Subject, menu: Menu, verb: string): boolean {
  const needed = ['read', ...menu.policies, ...(menu.monitors.get(verb)?.policies ?? [])];
  return needed.every((policy) => policies.has(policy));
}

/** True if a fault is about the command's menu. */
function concerns(fault: { readonly menu: string } | undefined, command: Command): boolean {
  return fault !== undefined && (fault.menu === '' || fault.menu === command.menu);
}

function* noSuchMenu(command: Command, at: Moment): Generator<Step, void> {
  const segment = unknownSegment(command.menu);
  yield* trap(
    at.persona.major === 6 ? 'no such command prefix' : `no such command or directory (${segment})`,
    0,
  );
}

function* print(menu: Menu, command: Command, { faults }: Subject, at: Moment): Generator<Step, void> {
  const { parameters } = command;
  const query = parseQuery([...command.query, ...(parameters.has('active') ? [menu.active ?? ''] : [])]);
  const refused =
    (parameters.has('stats') && !menu.takesStats) || (parameters.has('active') && menu.active === undefined);
  if (refused || !accepts(command, PRINT_PARAMETERS)) {
    yield* trap('unknown parameter', 1);
  } else if (query === undefined) {
    yield* trap('invalid query', 5);
  } else if (parameters.has('count-only')) {
    yield* count(menu, query, at);
  } else {
    const properties = propertiesOf(command, menu.properties);
    if (concerns(faults.get('endless-table'), command)) yield* endless(menu, properties, at);
    else yield* table(menu, properties, query, at);
  }
}

function* table(menu: Menu, properties: readonly string[], query: Query, at: Moment): Generator<Step, void> {
  let seen = 0;
  let passed = 0;
  for (const row of menu.rows(at)) {
    seen += 1;
    if (seen % ROWS_PER_TURN === 0) yield wait(0);
    if (!query.passes(row)) continue;
    passed += 1;
    yield rowSentence(row, properties);
  }
  if (passed === 0 && at.persona.sendsEmpty) yield sentence('!empty');
  yield sentence('!done');
}

function* count(menu: Menu, query: Query, at: Moment): Generator<Step, void> {
  let seen = 0;
  let passed = 0;
  for (const row of menu.rows(at)) {
    seen += 1;
    if (seen % ROWS_PER_TURN === 0) yield wait(0);
    if (query.passes(row)) passed += 1;
  }
  yield sentence('!done', `=ret=${passed}`);
}

function* endless(menu: Menu, properties: readonly string[], at: Moment): Generator<Step, void> {
  for (;;) {
    yield sentence('!re');
    for (const row of menu.rows(at)) yield rowSentence(row, properties);
  }
}

/** A round at once, and unless `once` is asked for, one more each second until it is cancelled. */
function* monitor(monitor: Monitor, command: Command, subject: Subject): Generator<Step, void> {
  const { argument } = monitor;
  const { parameters } = command;
  const numbers = argument === undefined ? [] : parameters.get(argument)?.split(',');
  if (!accepts(command, new Set(['once', 'proplist', argument]))) return yield* trap('unknown parameter', 1);
  if (numbers === undefined) return yield* trap(`missing value(s) of argument(s) ${argument}`, 1);
  const properties = propertiesOf(command, monitor.properties);
  for (;;) {
    const rows = monitor.rows(subject.moment(), numbers);
    if (rows === undefined) return yield* trap('no such item', 0);
    for (const row of rows) yield rowSentence(row, properties);
    if (parameters.has('once')) break;
    yield wait(SECOND);
  }
  yield sentence('!done');
}

/** Reports changes until it is cancelled; the configuration of a simulated device never changes. */
function* listen(): Generator<Step, void> {
  for (;;) yield wait(SECOND);
}

function accepts(command: Command, known: ReadonlySet<string | undefined>): boolean {
  return [...command.parameters.keys()].every((name) => known.has(name));
}

function parseQuery(words: readonly string[]): Query | undefined {
  try {
    return new Query(words);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function propertiesOf(command: Command, all: readonly string[]): readonly string[] {
  const list = command.parameters.get('proplist');
  return list ? list.split(',') : all;
}

function rowSentence(row: Row, properties: readonly string[]): Step {
  const words: Word[] = ['!re'];
  for (const property of properties) {
    const value = row(property);
    if (value === undefined) continue;
    const text = valueText(value);
    words.push(
      typeof text === 'string' ? `=${property}=${text}` : Buffer.concat([Buffer.from(`=${property}=`), text]),
    );
  }
  return { kind: 'sentence', words };
}
