import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startExporterProcess, type ExporterProcess } from '../test/stack/exporter-process.ts';
import { TemporaryFolder } from '../test/stack/temporary-folder.ts';

/** Milliseconds that a stop may take, however slow everything is. */
const STOP_TIME = 10_000;

/** An exporter whose state directory hangs at the first write, or, `later`, at the next one after its start. */
async function startOnHungDisk(t: TestContext, { later = false } = {}): Promise<ExporterProcess> {
  const folder = await TemporaryFolder.create();
  t.after(() => folder.remove());
  const configFile = path.join(folder.path, 'tikscope.yml');
  await writeFile(configFile, 'auths: { default: { username: x, password: y } }\n');
  const state = path.join(folder.path, 'state');
  await mkdir(state);
  // Nobody reads from it, so opening it to write never comes back.
  const hang = (): unknown => execFileSync('mkfifo', [path.join(state, 'run.json.next')]);
  if (!later) hang();
  const args = [`--state.directory=${state}`];
  const exporter = await startExporterProcess({ configFile, folder: folder.path, args });
  t.after(() => exporter.child.stop());
  if (later) hang();
  return exporter;
}

describe('an exporter whose state directory hangs', () => {
  for (const later of [false, true]) {
    it(`ends at SIGTERM, in order, when it hangs ${later ? 'after' : 'at'} the start`, async (t) => {
      const { child, get } = await startOnHungDisk(t, { later });
      assert.equal((await get('/-/healthy')).status, 200);
      const stopped = performance.now();
      child.signal('SIGTERM');
      assert.equal(await Promise.race([child.ended, timeUp(STOP_TIME)]), 'exit code 0', child.tail);
      t.diagnostic(`after ${Math.round(performance.now() - stopped)} ms`);
    });
  }
});

async function timeUp(milliseconds: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  setTimeout(resolve, milliseconds, 'still there').unref();
  return promise;
}
