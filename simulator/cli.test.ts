import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { main } from './cli.ts';
import { FAULTS } from './faults.ts';

const MAIN = fileURLToPath(new URL('../bin/tikscope.js', import.meta.url));

/** Runs `tikscope simulate` until it ends, or until `ready` says so and `use` has been done. */
async function simulate(
  args: readonly string[],
  use?: (output: string) => Promise<unknown>,
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [MAIN, 'simulate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  const ready = Promise.withResolvers<undefined>();
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('control http')) ready.resolve(undefined);
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'close');
  if (use) {
    try {
      await Promise.race([ready.promise, exited]);
      await use(output);
    } finally {
      child.kill('SIGTERM');
    }
  }
  const [code] = (await exited) as [number | null];
  return { code, output, errors };
}

const RUN = [
  '--devices=3',
  '--listen.host=127.0.0.1',
  '--listen.ports=0',
  '--control.listen-address=127.0.0.1:0',
];

describe('tikscope simulate', () => {
  it('runs a fleet until SIGTERM, and exits 0', async () => {
    const { code, output, errors } = await simulate(RUN, async () => Promise.resolve());
    assert.deepEqual([code, errors], [0, '']);
    assert.match(output, /^3 devices from 127\.0\.0\.1:\d+ to 127\.0\.0\.1:\d+$/m);
  });

  it('is controlled by its own subcommands', async () => {
    await simulate(RUN, async (output) => {
      const address = /http:\/\/([\d.:]+)\//.exec(output)?.[1] ?? '';
      const at = `--control.address=${address}`;
      const injected = await simulate(['fault', 'riga-core-1', 'slow', '--for=60s', '--option=ms=7', at]);
      assert.equal(injected.output, 'riga-core-1: faults {"slow":{"ms":7}}\n');
      const healed = await simulate(['heal', 'riga-core-1', at]);
      assert.equal(healed.output, 'riga-core-1: faults {}\n');
      const wrong = await simulate(['fault', 'riga-core-1', 'slo', at]);
      assert.deepEqual([wrong.code, wrong.output], [1, '']);
      assert.match(wrong.errors, /^no fault "slo"; there are: /);
    });
  });

  it('prints every flag and every fault on --help', async () => {
    const { code, output } = await simulate(['--help']);
    assert.equal(code, 0);
    for (const [name, { summary }] of Object.entries(FAULTS))
      assert.ok(output.includes(`${name.padEnd(17)}${summary}`));
    assert.match(output, /--listen\.base-address=127\.77\.0\.1/);
  });

  it('says what is wrong with its command line, and exits 1', async (test) => {
    const errors = test.mock.method(console, 'error', () => undefined);
    const wrong: [string[], RegExp][] = [
      [['--device=3'], /Unknown option '--device'/],
      [['--devices=many'], /--devices=many: expected a whole number/],
      [['--latency=5'], /--latency=5: expected a duration/],
      [['--clock.speed=0'], /--clock\.speed=0: expected a number greater than 0/],
      [['--listen.base-address=localhost'], /expected an IPv4 address/],
      [[...RUN, '--listen.ports=1', '--devices=1', '--listen.host=192.0.2.1'], /EADDRNOTAVAIL/],
      [['fault', 'x'], /expected: simulate fault NAME FAULT/],
      [['heal', 'x', '--control.address=127.0.0.1:1'], /no simulator answers at 127\.0\.0\.1:1/],
    ];
    for (const [args, message] of wrong) {
      assert.equal(await main(args), 1, args.join(' '));
      assert.match(String(errors.mock.calls.at(-1)?.arguments[0]), message);
    }
  });
});
