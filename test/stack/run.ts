import { execFile } from 'node:child_process';

export interface Ran {
  /** Undefined if it did not end by itself. */
  readonly code: number | undefined;
  /** Standard output and error together; why it could not run, if so. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; a minute if not given. */
  readonly timeout?: number;
}

/** Runs a program to its end. Never rejects. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env, timeout = 60_000 } = options;
  return new Promise((resolve) => {
    execFile(program, args, { cwd, timeout, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, output });
      else resolve({ code: undefined, output: `${error.message}\n${output}` });
    });
  });
}
