import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfig } from '../load.ts';
import { type Config } from '../config.ts';
import { OPTIONS } from './load-options.ts';

/** Files below a directory of their own, gone with the scope that holds them. */
export class FileTree {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** Texts by their paths below the root. */
  static async of(files: Readonly<Record<string, string>>): Promise<FileTree> {
    const tree = new FileTree(await mkdtemp(join(tmpdir(), 'tikscope-config-')));
    for (const [path, text] of Object.entries(files)) await tree.write(path, text);
    return tree;
  }

  path(name: string): string {
    return join(this.root, name);
  }

  async write(name: string, text: string, mode = 0o600): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text, { mode });
  }

  /** Loads `tikscope.yml`. */
  async load(previous?: Config): Promise<Config> {
    return await loadConfig(this.path('tikscope.yml'), { ...OPTIONS, ...(previous && { previous }) });
  }

  /** A text with the root cut out of it, as an operator beside the file would see it. */
  relative(text: string): string {
    return text.replaceAll(`${this.root}/`, '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
