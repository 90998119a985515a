import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext } from 'node:test';

/** A root of a file system with these files, gone after the test. */
export function fileSystem(
  t: Pick<TestContext, 'after'>,
  files: Readonly<Record<string, string>>,
): { readonly root: string; readonly write: (file: string, text: string) => void } {
  const root = mkdtempSync(path.join(tmpdir(), 'tikscope-test-'));
  t.after(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string): void => {
    const to = path.join(root, file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { root, write };
}
