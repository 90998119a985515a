import { type ConfigProblem } from '../config/problem.ts';
import { type IniSection, type IniValue } from './config-obj.ts';

/** As ConfigObj reads a boolean. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  1: true,
  true: true,
  no: false,
  off: false,
  0: false,
  false: false,
};

/** The settings of one router: its own section, and where that says nothing, the sections it inherits from. */
export class Settings {
  readonly #file: string;
  readonly #sections: readonly IniSection[];
  readonly #problems: ConfigProblem[];

  constructor(file: string, sections: readonly IniSection[], problems: ConfigProblem[]) {
    this.#file = file;
    this.#sections = sections;
    this.#problems = problems;
  }

  /** Undefined if it is not written, empty, or Python's None. */
  text(key: string): string | undefined {
    const list = this.list(key);
    return list.length === 0 ? undefined : list.join(',');
  }

  /** The items of a list; one if it has no comma. */
  list(key: string): readonly string[] {
    const value = this.#find(key, ({ value }) => value !== '' && value !== 'None')?.value ?? [];
    return typeof value === 'string' ? [value] : value;
  }

  flag(key: string, standard: boolean): boolean {
    const written = this.#find(key, () => true);
    if (written === undefined) return standard;
    const flag = BOOLEANS[String(written.value).toLowerCase()];
    if (flag === undefined) this.report(key, 'expected True or False');
    return flag ?? standard;
  }

  port(standard: number): number {
    const text = this.text('port');
    if (text === undefined) return standard;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65535) this.report('port', 'expected a number from 1 to 65535');
    return port;
  }

  /** Notes a fault of a value; the value is not quoted, since it may be a secret. */
  report(key: string, message: string): void {
    const line = this.#find(key, () => true)?.line ?? this.#sections[0]?.line;
    const problem = {
      file: this.#file,
      ...(line !== undefined && { line }),
      message: `"${key}": ${message}`,
    };
    const told = this.#problems.some((other) => other.line === line && other.message === problem.message);
    if (!told) this.#problems.push(problem);
  }

  #find(key: string, says: (written: IniValue) => boolean): IniValue | undefined {
    for (const { values } of this.#sections) {
      const written = values.get(key);
      if (written !== undefined && says(written)) return written;
    }
    return undefined;
  }
}
