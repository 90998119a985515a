import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { it } from 'node:test';
import { Child } from './child.ts';
import { until } from './until.ts';

const node = (script: string): Child =>
  new Child('script', process.execPath, ['-e', script], import.meta.dirname);
const saysReady = (child: Child): Promise<true> =>
  until('the script is ready', () => Promise.resolve(child.tail.includes('ready') ? true : undefined), {
    timeout: 20_000,
    hopeless: () => child.end,
  });

it('a program that ends by itself says how, and what it wrote', async () => {
  const child = node('console.log("one"); console.error("two"); process.exitCode = 3');
  assert.equal(await child.ended, 'exit code 3');
  assert.match(child.tail, /one/);
  assert.match(child.tail, /two/);
});

it('a program that cannot be started has ended', async () => {
  const child = new Child('nothing', '/does/not/exist', [], '/');
  assert.match(await child.ended, /ENOENT/);
  await child.stop();
});

it('a program that ignores SIGTERM is killed', async () => {
  const child = node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")');
  await saysReady(child);
  await child.stop(50);
  assert.equal(child.end, 'SIGKILL');
});

it('only the end of a long output is kept', async () => {
  const child = node('console.log("first" + "x".repeat(100_000) + "last")');
  await child.ended;
  assert.match(child.tail, /^x{1,8192}last$/);
});

it('a program does not outlive the process that started it', async () => {
  const script = `
    const { Child } = await import(${JSON.stringify(path.join(import.meta.dirname, 'child.ts'))});
    const child = new Child('sleeper', 'sh', ['-c', 'echo $$; exec sleep 300'], '/');
    setInterval(() => {
      if (!/^\\d+$/.test(child.tail)) return;
      console.log(child.tail);
      process.exit(0);
    }, 10);`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const pid = Number(stdout);
  assert.ok(pid > 0, stdout);
  await until(`process ${pid} is gone`, () => Promise.resolve(isAlive(pid) ? undefined : true), {
    timeout: 10_000,
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
