import { parseArgs } from 'node:util';
import { FLAGS, FlagError } from '../flags.ts';

/** `simulate fault NAME FAULT [--for=60s] [--option=ms=500]…`: returns the exit code. @throws FlagError */
export async function faultCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(argv, 2, 2);
  const [device = '', fault = ''] = positionals;
  const options = Object.fromEntries(values.option.map(option));
  const query = values.for === undefined ? '' : `?for=${encodeURIComponent(values.for)}`;
  return call(values['control.address'], 'PUT', [device, 'faults', fault], query, JSON.stringify(options));
}

/** `simulate heal NAME [FAULT]`: returns the exit code. @throws FlagError */
export async function healCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(argv, 1, 2);
  const [device = '', ...faults] = positionals;
  return call(values['control.address'], 'DELETE', [device, 'faults', ...faults], '');
}

function parsed(argv: readonly string[], least: number, most: number) {
  try {
    const result = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        for: { type: 'string' },
        option: { type: 'string', multiple: true, default: [] },
        'control.address': { type: 'string', default: FLAGS['control.listen-address'].default },
      },
    });
    const count = result.positionals.length;
    if (count >= least && count <= most) return result;
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
  throw new FlagError('expected: simulate fault NAME FAULT, or simulate heal NAME [FAULT]');
}

function option(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new FlagError(`--option=${text}: expected a name and a value, such as --option=ms=500`);
}

async function call(
  address: string,
  method: string,
  path: readonly string[],
  query: string,
  body?: string,
): Promise<number> {
  const url = `http://${address}/devices/${path.map(encodeURIComponent).join('/')}${query}`;
  let response: Response;
  try {
    response = await fetch(url, { method, ...(body !== undefined && { body }) });
  } catch {
    console.error(`no simulator answers at ${address}; is it running? see --control.address`);
    return 1;
  }
  const answer = (await response.json()) as { readonly error?: string; readonly faults?: unknown };
  if (!response.ok) {
    console.error(answer.error);
    return 1;
  }
  console.log(`${path[0] ?? ''}: faults ${JSON.stringify(answer.faults)}`);
  return 0;
}
