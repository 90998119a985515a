import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { until } from '../../../test/stack/until.ts';
import { LogOutput } from './output.ts';
import { Pipe } from './testing/pipe.ts';

const LINES = 20_000;
const line = (number: number): Buffer => Buffer.from(`${number} ${'x'.repeat(number % 300)}\n`);

/** Everything that comes out until `done` of it, its lines without their newlines. */
async function readLines(pipe: Pipe, done: (text: string) => boolean): Promise<readonly string[]> {
  let text = '';
  await until(
    'the lines come out',
    () => {
      text += pipe.read() ?? '';
      return Promise.resolve(done(text) || undefined);
    },
    { timeout: 30_000, interval: 1 },
  );
  assert.ok(text.endsWith('\n'), 'the last line is whole');
  return text.slice(0, -1).split('\n');
}

async function filled(t: TestContext): Promise<{ pipe: Pipe; output: LogOutput; told: number[] }> {
  const pipe = await Pipe.create(t);
  const told: number[] = [];
  const output = new LogOutput(pipe.input, (lines) => told.push(lines));
  for (let number = 1; number <= LINES; number += 1) output.write(line(number));
  return { pipe, output, told };
}

describe('the output of the log', () => {
  it('writes a line at once when it is read', async (t) => {
    const pipe = await Pipe.create(t);
    const output = new LogOutput(pipe.input);
    output.write(Buffer.from('one\n'));
    output.write(Buffer.from('two\n'));
    assert.equal(pipe.read(), 'one\ntwo\n');
    assert.equal(output.bound.level(), 0);
  });

  it('keeps what fits into its bound when nobody reads, drops the rest and counts it', async (t) => {
    const { output } = await filled(t);
    const { capacity, level, dropped } = output.bound;
    assert.equal(capacity(), 1024 * 1024);
    assert.ok(level() <= capacity(), `${level()} bytes wait`);
    assert.ok(level() > capacity() - 1000, `only ${level()} bytes wait`);
    assert.ok(dropped() > 0);
  });

  it('hands over every kept line whole and in order when it is read again, and says how many are missing', async (t) => {
    const { pipe, output, told } = await filled(t);
    const dropped = output.bound.dropped();
    const read = await readLines(pipe, () => output.bound.level() === 0);
    const numbers = read.map((text) => Number(text.split(' ')[0]));
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      numbers,
    );
    for (const text of read) assert.equal(`${text}\n`, line(Number(text.split(' ')[0])).toString());
    assert.equal(read.length + dropped, LINES);
    assert.deepEqual(told, [dropped]);
  });

  it('writes one line longer than the pipe in pieces, and the next after it', async (t) => {
    const pipe = await Pipe.create(t);
    const output = new LogOutput(pipe.input);
    const long = 'x'.repeat(200_000);
    output.write(Buffer.from(`${long}\n`));
    output.write(Buffer.from('next\n'));
    assert.deepEqual(await readLines(pipe, (text) => text.endsWith('next\n')), [long, 'next']);
  });

  it('leaves the descriptor as others who share it have it', async (t) => {
    const pipe = await Pipe.create(t);
    const output = new LogOutput(pipe.input);
    output.write(Buffer.from('one\n'));
    const [, flags = ''] =
      /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${pipe.input}`, 'utf8')) ?? [];
    assert.equal(Number.parseInt(flags, 8) & 0o4000, 0, 'O_NONBLOCK');
  });

  it('survives a reader that dies', async (t) => {
    const { pipe, output } = await filled(t);
    pipe.abandon();
    for (let number = 1; number <= LINES; number += 1) output.write(line(number));
    assert.ok(output.bound.level() <= output.bound.capacity());
    await output.close();
  });

  it('gives up on closing as soon as nothing more is taken, and loses nothing to a slow reader', async (t) => {
    const unread = await filled(t);
    await unread.output.close();
    assert.ok(unread.output.bound.level() > 0, 'what nobody reads still waits');

    const pipe = await Pipe.create(t);
    const output = new LogOutput(pipe.input);
    for (let number = 1; number <= 1000; number += 1) output.write(line(number));
    const reading = readLines(pipe, (text) => text.includes(`\n1000 `) && text.endsWith('\n'));
    await output.close();
    assert.equal(output.bound.level(), 0);
    assert.equal((await reading).length, 1000);
  });
});
