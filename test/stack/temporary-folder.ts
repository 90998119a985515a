import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that does not outlive this process, however that ends by itself. */
export class TemporaryFolder {
  readonly path: string;
  readonly #removeAtExit = (): void => rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });

  private constructor(path_: string) {
    this.path = path_;
    process.on('exit', this.#removeAtExit);
  }

  static async create(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await mkdtemp(path.join(tmpdir(), 'tikscope-')));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    process.off('exit', this.#removeAtExit);
  }
}
