import { environmentWarning } from './telemetry/log/environment.ts';
import { inspect } from 'node:util';
import { formatHelp, parseFlags, type Flags } from './config/flags.ts';
import { loadConfig } from './config/load.ts';
import { formatProblem } from './config/problem.ts';
import { LOAD_OPTIONS, startExporter, version, type Exporter, type Patience } from './exporter.ts';
import { createLog, type Log } from './telemetry/log/log.ts';
import { reportFatalErrors } from './telemetry/run-record/fatal-report.ts';
import { type Run } from './telemetry/run-record/run.ts';

const PATIENCE: Patience = { frozen: 30_000, memory: 60_000 };
/** Requests that a thread of Node's pool may still be at: of the file system, and of name look-ups. */
const AT_A_THREAD = /^(FSReq|FILEHANDLECLOSEREQ|GetAddrInfo)/;

/** The command line: returns the exit code once the exporter has stopped, or ends the process with it if a thread is stuck. */
export async function main(argv: readonly string[], patience: Patience = PATIENCE): Promise<number> {
  if (argv[0] === 'simulate') {
    const simulate = await import('../simulator/cli.ts');
    return await simulate.main(argv.slice(1));
  }
  if (argv[0] === 'import') {
    const imported = await import('./import/cli.ts');
    return await imported.main(argv.slice(1), LOAD_OPTIONS);
  }
  try {
    const flags = parseFlags(argv);
    if (flags.help) return say(formatHelp());
    if (flags.version) return say(`tikscope, version ${await version()} (node ${process.version})`);
    if (flags['config.check']) return await checkConfig(flags['config.file']);
    return pastStuckThreads(await serve(flags, patience));
  } catch (thrown) {
    return fail(thrown instanceof Error ? thrown.message : inspect(thrown));
  }
}

/** 1 if any device would not be polled: a check that passes on half a configuration is no check. */
async function checkConfig(file: string): Promise<number> {
  const { problems, warnings } = await loadConfig(file, LOAD_OPTIONS);
  for (const warning of warnings) console.error(`warning: ${warning}`);
  if (problems.length > 0) return fail(problems.map(formatProblem).join('\n'));
  return say('Config file is ok exiting...');
}

/**
 * Runs until SIGTERM or SIGINT, or until memory has been short for too long, which is exit code 1.
 * Signals that come while it starts wait until it has.
 */
async function serve(flags: Flags, patience: Patience): Promise<number> {
  const log = createLog({ level: flags['log.level'], format: flags['log.format'] });
  try {
    return await serveUntilStopped(flags, log, patience);
  } finally {
    await log.output.close();
  }
}

async function serveUntilStopped(flags: Flags, log: Log, patience: Patience): Promise<number> {
  const { logger } = log;
  const warning = environmentWarning();
  if (warning !== undefined) logger.warn(warning);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<NodeJS.Signals>();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { promise: started, resolve: start } = Promise.withResolvers<Exporter>();
  process.on('SIGHUP', () => {
    // What is wrong with the new configuration has been logged; the old one stays.
    void started.then((running) => running.reload()).catch(() => undefined);
  });
  process.on('SIGUSR2', () => log.level.toggleDebug('SIGUSR2'));
  let run: Run | undefined = undefined;
  process.on('uncaughtException', (error) => void crash(error, log, run));
  const exporter = await startExporter(flags, log, patience);
  run = exporter.run;
  if (run !== undefined) reportFatalErrors(run.folder);
  start(exporter);
  logger.info({ address: exporter.address, version: exporter.version, node: process.version }, 'listening');
  const signal = await Promise.race([stopped, exporter.memoryExhausted]);
  if (signal === undefined) logger.error('stopping, since memory has stayed short; a new start frees it');
  else logger.info({ signal }, 'stopping');
  await exporter.stop(signal === undefined ? 'memory' : 'clean');
  return signal === undefined ? 1 : 0;
}

/** What nobody expected leaves the process in an unknown state: it says so, and ends. */
async function crash(error: Error, log: Log, run: Run | undefined): Promise<void> {
  log.logger.fatal({ err: error, stack: error.stack }, 'a fault of the exporter ends it; please report it');
  await run?.end('crash');
  await log.output.close();
  process.exit(pastStuckThreads(1));
}

/**
 * process.exit() waits for all threads, and one at a disk that hangs would keep a process that no longer serves.
 * So another program takes its place and exits with the code: the kernel ends the threads of the one before, even
 * of process 1 of a container, which no signal from inside would end.
 */
function pastStuckThreads(code: number): number {
  if (process.getActiveResourcesInfo().some((resource) => AT_A_THREAD.test(resource)))
    process.execve?.(process.execPath, [process.execPath, '--eval', `process.exit(${code})`], {});
  return code;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
