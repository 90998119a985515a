import { type RouterosError } from '../routeros/errors.ts';
import { type CommandRecord } from '../routeros/session.ts';
import { type CollectorRecord, type ConnectionRecord, type ProbeRecord } from '../telemetry/probe-record.ts';

/**
 * The probe in plain text, for a person at a terminal: what was asked, how long each command took,
 * what was skipped and why. The three headings are those of the Prometheus blackbox exporter, on which
 * people's scripts cut.
 */
export function debugReport(record: ProbeRecord, exposition: string, moduleConfiguration: string): string {
  const outcome = record.error === undefined ? 'success' : `failed, ${describe(record.error)}`;
  const lines = [
    'Logs for the probe:',
    `target ${record.target}, modules ${record.modules.join(',')}: ${outcome}`,
    `took ${milliseconds(record.endedAt - record.startedAt)} of ${milliseconds(record.timeout)}` +
      (record.joined ? ', sharing the poll of another request' : ''),
    ...connectionLines(record.connection),
    ...record.collectors.flatMap((collector) => collectorLines(collector, record.startedAt)),
    '',
    'Metrics that would have been returned:',
    exposition,
    'Module configuration:',
    moduleConfiguration,
  ];
  return lines.join('\n');
}

function connectionLines({ warm, replaced, dials }: ConnectionRecord): string[] {
  const lines = dials.map(({ endpoint, address, startedAt, endedAt, dial, error }) => {
    const steps: [string, number | undefined][] = [
      ['name and secret', dial?.startedAt],
      ['tcp', dial?.connectedAt],
      ['tls', dial?.securedAt],
      ['login', error === undefined ? endedAt : undefined],
    ];
    let from = startedAt;
    const took = steps.flatMap(([step, at]) => {
      if (at === undefined) return [];
      const text = `${step} ${milliseconds(at - from)}`;
      from = at;
      return [text];
    });
    const where = address === undefined ? endpoint : `${endpoint} (${address})`;
    const result = error === undefined ? 'session opened' : `failed, ${describe(error)}`;
    return `dial ${where}: ${result} in ${milliseconds(endedAt - startedAt)}${took.length > 0 ? `: ${took.join(', ')}` : ''}`;
  });
  if (warm) lines.unshift('session: warm, no login');
  if (replaced !== undefined) lines.unshift(`session: the warm one was given up: ${replaced}`);
  return lines;
}

function collectorLines(collector: CollectorRecord, probeStart: number): string[] {
  const { name, samples, duplicates, commands, skipped, error, startedAt, endedAt } = collector;
  const outcome =
    error === undefined
      ? `${samples} samples${duplicates > 0 ? `, ${duplicates} duplicate samples left out` : ''}`
      : `failed, ${describe(error)}`;
  return [
    '',
    `collector ${name}: ${outcome} in ${milliseconds(endedAt - startedAt)}`,
    ...commands.map((command) => commandLine(command, probeStart)),
    ...skipped.map(({ command, reason }) => `  ${command}: not sent: ${reason}`),
    ...(error?.code === 'permission' ? [`  ${PERMISSION_HINT}`] : []),
  ];
}

const PERMISSION_HINT =
  'the login lacks a policy; on the router: /user/group/set [find name=GROUP] policy=read,api,test (GROUP as in /user/print)';

function commandLine(command: CommandRecord, probeStart: number): string {
  const { rows, bytes, sentAt, firstByteAt, endedAt, parseErrors, error, ret } = command;
  const timing = [
    `sent at ${milliseconds(sentAt - probeStart)}`,
    ...(firstByteAt === undefined ? [] : [`first byte after ${milliseconds(firstByteAt - sentAt)}`]),
    `ended after ${milliseconds(endedAt - sentAt)}`,
  ].join(', ');
  const result =
    error === undefined
      ? `${ret ?? rows} ${ret === undefined ? 'rows' : 'counted'}, ${bytes} bytes`
      : describe(error);
  const unparsed = parseErrors.length > 0 ? `; not parsed: ${[...new Set(parseErrors)].join(', ')}` : '';
  return `  ${command.command}: ${result} (${timing})${unparsed}`;
}

function describe(error: RouterosError): string {
  return `reason ${error.code}: ${error.message}`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
