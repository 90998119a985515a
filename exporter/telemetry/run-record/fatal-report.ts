import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { type EndReason } from './record.ts';

const NAME = 'fatal-error.json';
const KEPT = 'last-fatal-error.json';
/** The report's first member, its header, names what happened. */
const HEAD = 4096;

/** Lets Node.js write a report into a folder when V8 gives up. There is never more than one, for the next start moves it away. */
export function reportFatalErrors(folder: string): void {
  const settings = {
    directory: folder,
    filename: NAME,
    compact: true,
    excludeEnv: true,
    // Without it a report would look up the names of all peers; Node's own types do not know it yet.
    excludeNetwork: true,
    reportOnFatalError: true,
  };
  Object.assign(process.report, settings);
}

/** What the report of the last run says, if there is one. It is kept for people, under another name. */
export async function takeFatalReport(folder: string): Promise<EndReason | undefined> {
  const file = path.join(folder, NAME);
  let head: string;
  try {
    await using handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD));
    head = buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  }
  await rename(file, path.join(folder, KEPT));
  return head.includes('heap out of memory') ? 'heap_oom' : 'crash';
}
