/** Draws every dashboard with live data, as Grafana would: see flags.ts, or `--help`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { surroundings } from '../../test/stack/packages.ts';
import { ensurePrograms } from '../../test/stack/programs.ts';
import { TemporaryFolder } from '../../test/stack/temporary-folder.ts';
import { buildPage } from './bundle.ts';
import { readDashboards } from './dashboard.ts';
import { startDemoStack, type DemoStack } from './demo-stack.ts';
import { drawDashboard } from './draw-dashboard.ts';
import { readFlags, USAGE, type Flags } from './flags.ts';
import { drawPicture } from './picture.ts';
import { Prometheus } from './prometheus.ts';
import { ensureTools } from './tools.ts';

const log = (line: string): void => console.error(line);

process.exit(await main(process.argv.slice(2)));

/** @returns the exit code: 0 only if every panel was drawn */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  try {
    const problems = await preview(readFlags(args), interrupt.signal);
    if (problems.length === 0) return 0;
    console.error(`Not drawn:\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
  } catch (error) {
    console.error(interrupt.signal.aborted ? 'Interrupted.' : messageOf(error));
  }
  return 1;
}

/** @returns what could not be drawn, as `dashboard: panel: reason` */
async function preview(flags: Flags, signal: AbortSignal): Promise<readonly string[]> {
  const tools = await ensureTools(log);
  if (tools.missing !== undefined) throw new Error(`Nothing to draw with: ${tools.missing}`);
  await using started = new AsyncDisposableStack();
  const dashboards = await readDashboards(flags.dashboards);
  const bundle = await TemporaryFolder.create();
  started.defer(() => bundle.remove());
  await buildPage(bundle.path);
  const stack = await findStack(flags, signal);
  started.defer(() => stack.stop());
  await mkdir(flags.out, { recursive: true });
  const to = Date.now();
  const span = { from: to - flags.range, to };
  const problems: string[] = [];
  for (const dashboard of dashboards) {
    signal.throwIfAborted();
    const file = path.join(flags.out, `${dashboard.name}.png`);
    const options = { chromium: tools.chromium, bundle: bundle.path, file, docs: flags.docs };
    try {
      const drawing = await drawDashboard(dashboard, new Prometheus(stack.prometheus), span);
      const undrawn = await drawPicture(drawing, options);
      console.log(file);
      problems.push(...undrawn.map((problem) => `${dashboard.name}: ${problem}`));
    } catch (error) {
      problems.push(`${dashboard.name}: ${messageOf(error)}`);
    }
  }
  return problems;
}

/** The Prometheus that the flags name, or one of our own. */
async function findStack({ prometheus, range }: Flags, signal: AbortSignal): Promise<DemoStack> {
  if (prometheus !== undefined) return { prometheus, stop: () => Promise.resolve() };
  const found = await ensurePrograms(surroundings(log));
  if (found.missing !== undefined) throw new Error(`No Prometheus to ask: ${found.missing}`);
  log(`Starting a simulated fleet, and gathering data for ${range / 1000} s …`);
  return startDemoStack(found.programs, range, signal);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
