import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { type ParseOptions } from '../config/main-file.ts';
import { ConfigError, formatProblem } from '../config/problem.ts';
import { readMktxpConfig } from './mktxp-config.ts';
import { translate } from './translate.ts';
import { FileExistsError, write } from './write.ts';

const HELP = `usage: tikscope import [--output.directory="."] <mktxp.conf>

Makes a configuration of Tikscope from one of mktxp: tikscope.yml, devices.yml, and a password file for each
RouterOS user in secrets/. No file is overwritten. What cannot be carried over is told.
`;

/** `tikscope import …`: returns the exit code. */
export async function main(argv: readonly string[], options: ParseOptions): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        'output.directory': { type: 'string', default: '.' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (values.help === true) return say(HELP);
    if (file === undefined || more.length > 0) return fail(`expected one file\n\n${HELP}`);
    return await run(file, values['output.directory'], options);
  } catch (thrown) {
    if (thrown instanceof ConfigError || thrown instanceof FileExistsError || isExpected(thrown))
      return fail(thrown.message);
    throw thrown;
  }
}

async function run(file: string, folder: string, options: ParseOptions): Promise<number> {
  const translation = translate(await readMktxpConfig(file), options.reservedLabels);
  const { devices, main, notes } = translation;
  if (devices.length === 0 && !('targets' in main)) return fail(`${file}: no router is enabled in it`);
  const written = await write(folder, translation);
  const [tikscope = ''] = written;
  say(`Routers: ${devices.length}\n\nWritten:${lines(written)}`);
  if (notes.length > 0) say(`\nNot carried, or to be looked at:${lines(notes)}`);
  say(
    `\nWhat each metric is called now: docs/from-mktxp.md. Next:\n  tikscope --config.file=${tikscope} --config.check`,
  );
  const { problems, warnings } = await loadConfig(tikscope, options);
  for (const warning of warnings) console.error(`warning: ${warning}`);
  return problems.length === 0 ? 0 : fail(problems.map(formatProblem).join('\n'));
}

function lines(items: readonly string[]): string {
  return items.map((item) => `\n  ${item}`).join('');
}

/** A wrong command line, or a folder that cannot be written. */
function isExpected(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(message: string): number {
  console.error(`tikscope import: ${message}`);
  return 1;
}
