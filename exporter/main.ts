import { inspect } from 'node:util';
import { formatHelp, parseFlags, type Flags } from './config/flags.ts';
import { loadConfig } from './config/load.ts';
import { formatProblem } from './config/problem.ts';
import { LOAD_OPTIONS, startExporter, version, type Exporter } from './exporter.ts';
import { createLogger } from './telemetry/log.ts';

/** The command line: returns the exit code once the exporter has stopped. */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'simulate') {
    const simulate = await import('../simulator/cli.ts');
    return await simulate.main(argv.slice(1));
  }
  try {
    const flags = parseFlags(argv);
    if (flags.help) return say(formatHelp());
    if (flags.version) return say(`tikscope, version ${await version()} (node ${process.version})`);
    if (flags['config.check']) return await checkConfig(flags['config.file']);
    return await serve(flags);
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

/** Runs until SIGTERM or SIGINT. Signals that come while it starts wait until it has. */
async function serve(flags: Flags): Promise<number> {
  const log = createLogger(flags['log.level']);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<NodeJS.Signals>();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { promise: started, resolve: start } = Promise.withResolvers<Exporter>();
  process.on('SIGHUP', () => {
    // What is wrong with the new configuration has been logged; the old one stays.
    void started.then((running) => running.reload()).catch(() => undefined);
  });
  const exporter = await startExporter(flags, log);
  start(exporter);
  log.info({ address: exporter.address, version: await version(), node: process.version }, 'listening');
  const signal = await stopped;
  log.info({ signal }, 'stopping');
  await exporter.stop();
  return 0;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
