import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { openSync, writeFileSync } from 'node:fs';
import { alertsOnBound } from '../alerts/bound-alerts.ts';
import { parseFlags } from '../exporter/config/flags.ts';
import { formatSize } from '../exporter/config/units.ts';
import { startExporter } from '../exporter/exporter.ts';
import { type Bound } from '../exporter/telemetry/bound.ts';
import { createLog } from '../exporter/telemetry/log/log.ts';
import { ELSEWHERE, HELD_BY_CONSTRUCTION } from '../test/bounds/scenarios.ts';

export const BOUNDS_PAGE = new URL('bounds.md', import.meta.url);

const INTRODUCTION = `# Bounds

Nothing in Tikscope grows without a bound. This page is generated from the running exporter's own list by \`npm run docs\`.

Each bound is three series on \`/metrics\`, with its name as the label \`bound\`: how full it is
(\`mikrotik_exporter_bound_level\`), how full it may become (\`…_bound_capacity\`), and how often something was turned
away, cut or thrown out there (\`…_bound_dropped_total\`, from 0 at the start). The name says the unit.
What passes through one at a time (a reply, an exposition) has the largest of the last minutes for its level.

Those tested by bounds.test.ts are driven past in a real exporter, and a real Prometheus is seen to fire the shipped alert. Bounds
with "by construction" cannot be passed: nothing is turned away at them, and the test sees that their level stays. Memory is
driven past in a real control group of the kernel; a span too large, which no probe can make, in the processor alone. For
those the alerts are proven by the unit tests of the rules.

## The exporter
`;

/** Capacities that the machine or the configuration decides. */
const CAPACITIES: Readonly<Record<string, string>> = {
  sessions: 'the devices configured',
  devices_remembered: 'the devices configured',
  memory_working_set_bytes: '85 % of the memory limit',
  heap_bytes: "V8's heap limit, 60 % of the memory limit as shipped",
};

/** Bounds that are set outside of the exporter, in files that are shipped. */
const AROUND = `
## Around the exporter

| what can grow | bound | at the bound | alert |
| --- | --- | --- | --- |
| Prometheus' disk | \`--storage.tsdb.retention.time\` and \`--storage.tsdb.retention.size\`, both | the oldest blocks go | \`TikscopeRetentionShort\` |
| one scrape of a device | \`sample_limit: 25000\`, \`body_size_limit: 8MB\` in prometheus.yml, above the exporter's own | the scrape fails | \`MikrotikScrapeFailing\` |
| memory of each container | \`mem_limit\` in docker-compose.yml, \`MemoryMax\` in the systemd unit | the kernel kills it, it is restarted | \`TikscopeContainerMemoryNearLimit\`, \`TikscopeContainerOomKilled\` |
| log of each container | \`max-size: 10m\`, \`max-file: 3\` in docker-compose.yml | the oldest lines go | \`TikscopeLogFlood\` |

Memory limits add up: the caps of what the exporter holds at once, and what it needs without them, stay below its
limit; the limits of all services stay below the host they are meant for. Tests add both up.
`;

/** docs/bounds.md, as an exporter with the smallest configuration tells. */
export async function boundsPage(): Promise<string> {
  const rows = (await bounds()).map((bound) => {
    const { name, setting = '', summary } = bound;
    const alerts = alertsOnBound(name).map((alert) => `[\`${alert}\`](../alerts/runbooks/${alert}.md)`);
    const cells = [`\`${name}\``, capacity(bound), code(setting), summary, alerts.join(', '), test(name)];
    return `| ${cells.join(' | ')} |\n`;
  });
  const head =
    '| bound | default | setting | at the bound | alert | test |\n| --- | --- | --- | --- | --- | --- |\n';
  return `${INTRODUCTION}\n${head}${rows.join('')}${AROUND}`;
}

async function bounds(): Promise<readonly Bound[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tikscope-bounds-'));
  try {
    const file = path.join(folder, 'tikscope.yml');
    await writeFile(
      file,
      'auths: { default: { username: monitor, password: secret } }\ndevices: []\ntracing: { endpoint: http://127.0.0.1:1 }\n',
    );
    const flags = parseFlags([`--config.file=${file}`, '--web.listen-address=127.0.0.1:0']);
    const log = createLog({ level: 'error', format: 'json', descriptor: openSync(devNull, 'w') });
    const exporter = await startExporter(flags, log);
    await exporter.stop();
    return exporter.bounds.list();
  } finally {
    await rm(folder, { recursive: true });
  }
}

function capacity({ name, capacity }: Bound): string {
  const value = capacity();
  return CAPACITIES[name] ?? (name.endsWith('_bytes') ? formatSize(value) : String(value));
}

const code = (text: string): string =>
  text
    .split(', ')
    .filter((part) => part !== '')
    .map((part) => `\`${part}\``)
    .join(', ');

function test(name: string): string {
  const file = ELSEWHERE[name] ?? 'test/bounds.test.ts';
  const how = HELD_BY_CONSTRUCTION.includes(name) ? ', by construction' : '';
  return `[${path.basename(file)}](../${file})${how}`;
}

if (import.meta.main) writeFileSync(BOUNDS_PAGE, await boundsPage());
