/**
 * Reads the standard variables of OpenTelemetry. What is empty is not set; what is not understood is not set
 * either, and a warning. A value that may hold a secret is not quoted.
 */
export class Environment {
  readonly warnings: string[] = [];
  readonly #variables: NodeJS.ProcessEnv;

  constructor(variables: NodeJS.ProcessEnv) {
    this.#variables = variables;
  }

  text(name: string): string | undefined {
    const value = this.#variables[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** A whole number from 1 to `most`. */
  count(name: string, most: number): number | undefined {
    const fits = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
    return this.#number(name, fits, `a whole number from 1 to ${most}`);
  }

  ratio(name: string): number | undefined {
    return this.#number(name, (value) => value >= 0 && value <= 1, 'a number from 0 to 1');
  }

  choice<C extends string>(name: string, choices: readonly C[]): C | undefined {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return undefined;
    const choice = choices.find((one) => one === text);
    if (choice === undefined) this.#warn(name, `one of ${choices.join(', ')}, found ${JSON.stringify(text)}`);
    return choice;
  }

  url(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
    this.#warn(name, 'an http or https URL');
    return undefined;
  }

  /** Of the variables for traces and for all signals, the one that is set; that for traces wins. */
  otlpText(what: string): string | undefined {
    return this.text(this.#otlpName(what));
  }

  otlpCount(what: string, most: number): number | undefined {
    return this.count(this.#otlpName(what), most);
  }

  otlpChoice<C extends string>(what: string, choices: readonly C[]): C | undefined {
    return this.choice(this.#otlpName(what), choices);
  }

  #otlpName(what: string): string {
    const traces = `OTEL_EXPORTER_OTLP_TRACES_${what}`;
    return this.text(traces) === undefined ? `OTEL_EXPORTER_OTLP_${what}` : traces;
  }

  #number(name: string, fits: (value: number) => boolean, wanted: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (fits(value)) return value;
    this.#warn(name, `${wanted}, found ${JSON.stringify(text.slice(0, 80))}`);
    return undefined;
  }

  #warn(name: string, expectation: string): void {
    this.warnings.push(`${name}: expected ${expectation}; it is taken as not set`);
  }
}
