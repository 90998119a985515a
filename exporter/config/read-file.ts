import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export interface FileContent {
  readonly bytes: Buffer;
  /** True if every user of the machine may read it. */
  readonly worldReadable: boolean;
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: "permission denied; let the exporter's user read it",
  EPERM: "permission denied; let the exporter's user read it",
  ELOOP: 'its symbolic links go round in a circle',
  ENOTDIR: 'a part of its path is not a directory',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Reads a whole file of at most `limit` bytes.
 * A pipe or device is refused: opening it unblocked keeps a reload from waiting for a writer.
 * @throws Error whose message is the bare cause: `no such file`
 */
export async function readBounded(path: string, limit: number): Promise<FileContent> {
  try {
    await using handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error('not a regular file');
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(Math.min(stat.size, limit) + 1) });
    if (bytesRead > limit) throw new Error(`larger than ${limit} bytes`);
    return { bytes: buffer.subarray(0, bytesRead), worldReadable: (stat.mode & constants.S_IROTH) !== 0 };
  } catch (thrown) {
    const cause = CAUSES[(thrown as NodeJS.ErrnoException).code ?? ''];
    throw cause === undefined ? thrown : new Error(cause, { cause: thrown });
  }
}

/** The message of whatever was thrown. */
export function causeOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
