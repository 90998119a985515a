import { writeFileSync } from 'node:fs';
import { type Collector, type Cost } from '../exporter/collectors/contract.ts';
import { MODULES } from '../exporter/collectors/modules.ts';
import { COLLECTORS } from '../exporter/collectors/registry.ts';
import { OTHER_STATE, type Family, type FamilyTable } from '../exporter/exposition/family.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { ABSENCES } from './absences.ts';

export const METRICS_PAGE = new URL('metrics.md', import.meta.url);

const COSTS: Readonly<Record<Cost, string>> = {
  cheap: 'a few rows that the device has at hand',
  table: 'a table with a row for each interface, port or session',
  monitor: 'a question to the hardware, one command for all ports',
  walk: 'walks a big table, even for a count; never in the module `default`',
  slow: 'asks hardware for long; never in the module `default`',
};

/** docs/metrics.md, as the families and menus in the collectors say. */
export function metricsPage(): string {
  return [
    INTRODUCTION,
    modules(),
    costs(),
    policies(),
    probeSection(),
    ...COLLECTORS.map(collectorSection),
    absences(),
  ].join('\n');
}

const INTRODUCTION = `# Metrics of a device

What \`/probe\` returns for one device. This page is generated from the collectors by \`npm run docs\`.

- A value that the device does not send, or that cannot be read, has no series. It is never 0.
- A flag that is missing from a row that is there is 0: RouterOS 7 sends many flags only when they are true.
- Units are base units. \`_speed_bytes\` is bytes per second; multiply by 8 for bits.
- Facts that describe a thing are labels of its \`_info\` series, whose value is 1. To have them beside a measured
  value, join: \`rate(mikrotik_interface_receive_bytes_total[5m]) * on (instance, interface) group_left (comment) mikrotik_interface_info\`.
- A family of states has one series for each state it knows, and one for any other (\`state="${OTHER_STATE}"\`).
  Exactly one of them is 1.
- A counter of 64 bits is the nearest double: exact up to 2^53, off by 1,024 at most near 2^64, so that a rate over a minute is off by
  34 a second at most, and a reset is still seen.
- What tells two rows apart is what RouterOS does not reuse for another: names, MAC addresses, public keys, and where there is no name, the
  id of the row (\`*1A\`), which a configured row keeps until it is deleted.
- Label values are cut after 128 characters. Text is UTF-8 if it is valid, else of the device's code page; NULs are trimmed.
- The column RouterOS names the menu and the attribute that the value is made of.
`;

function costs(): string {
  const rows = Object.entries(COSTS).map(([cost, meaning]) => [`\`${cost}\``, meaning]);
  return `What a command costs the device:\n\n${table(['cost', 'what'], rows)}`;
}

/** What each module asks, most of all how often. */
function modules(): string {
  const rows = Object.entries(MODULES).map(([name, summary]) => {
    const members = COLLECTORS.filter((collector) => collector.modules.includes(name));
    const commands = members.reduce((sum, { menus }) => sum + menus.length, 0);
    const links = members.map((collector) => `[${collector.name}](#collector-${collector.name})`);
    return [`\`${name}\``, summary, links.join(', '), String(commands)];
  });
  return [
    '## Modules\n',
    'A device is asked the module `default`, and whatever else its entry in the configuration names. The commands are',
    'those of a device that has every menu; one that a device lacks is tried once a session.\n',
    table(['module', 'what', 'collectors', 'commands'], rows),
  ].join('\n');
}

/** The commands that a user of the group `read,api` may not send. */
function policies(): string {
  const rows = COLLECTORS.flatMap(({ name, menus }) =>
    menus.flatMap(({ command, policies = [], versions }) =>
      policies.length === 0 ? [] : [[`\`${command}\``, `\`${name}\``, versions, policies.join(', ')]],
    ),
  );
  return [
    '## User policies\n',
    'A user whose group has the policies `read` and `api` may send every command but these. It needs no `sensitive`,',
    'no `write`, no `winbox`: no command names a password, a key or a secret.\n',
    table(['command', 'collector', 'RouterOS versions', 'policies beyond read and api'], rows),
  ].join('\n');
}

function absences(): string {
  const rows = Object.entries(ABSENCES).map(([what, why]) => [what, why]);
  return `## What is not here, and why\n\n${table(['what', 'why'], rows)}`;
}

function probeSection(): string {
  return `## The probe itself\n\nAlways there, whatever became of the device.\n\n${familyTable(probeFamilies)}`;
}

function collectorSection(collector: Collector): string {
  const menus = collector.menus.map(({ command, cost, versions, policies = [] }) => {
    const times = collector.menus.filter((menu) => menu.command === command).length;
    return [`\`${command}\``, String(times), cost, versions, ['read', 'api', ...policies].join(', ')];
  });
  const partial = collector.partial === true ? ' Keeps what it has when a table passes the row limit.' : '';
  return [
    `## Collector \`${collector.name}\`\n`,
    `${collector.summary}${partial} In the modules: ${collector.modules.map((name) => `\`${name}\``).join(', ')}.\n`,
    table(['command', 'sent', 'cost', 'RouterOS versions', 'user policies'], menus),
    familyTable(collector.families),
  ].join('\n');
}

function familyTable(families: FamilyTable): string {
  const rows = Object.values(families).map((family) => {
    const { meaning, path } = splitHelp(family.help);
    return [`\`${family.name}\``, family.type, labelsOf(family), meaning, path];
  });
  return table(['metric', 'type', 'labels', 'meaning', 'RouterOS'], rows);
}

function labelsOf({ labels, states }: Family): string {
  const stateLabel = states === undefined ? [] : [`\`state\` (${[...states, OTHER_STATE].join(', ')})`];
  return [...labels.map((label) => `\`${label}\``), ...stateLabel].join(', ');
}

/** A help is a sentence with its RouterOS path in brackets before the full stop. */
function splitHelp(help: string): { meaning: string; path: string } {
  const match = /^(.*) \((\/[^()]*)\)\.$/.exec(help);
  return match === null
    ? { meaning: help, path: '' }
    : { meaning: `${match[1] as string}.`, path: `\`${match[2] as string}\`` };
}

/** Rows that are alike are written once. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...new Set(rows.map(line))].join('');
}

if (import.meta.main) writeFileSync(METRICS_PAGE, metricsPage());
