/** A place in a file; line and column count from 1, and are absent if the fault has none. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One fault of the configuration: where it is, what was found, what is allowed. Never holds a secret. */
export interface ConfigProblem extends Place {
  readonly message: string;
}

/** `tikscope.yml:12:5: unknown key "adress" in devices[0]`, as compilers print it. */
export function formatProblem(problem: ConfigProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined);
  return `${place.join(':')}: ${problem.message}`;
}

/** The configuration cannot be used; the message has a line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
