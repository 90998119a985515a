import { Counter, Gauge, type Registry } from 'prom-client';

/** A sample: the values of its labels, and its own; undefined for what is unknown, which then is absent. */
export type ReadSample = readonly [labels: Readonly<Record<string, string>>, value: number | undefined];

export interface ReadFamily {
  readonly type: 'gauge' | 'counter';
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** What there is at this moment. */
  readonly read: () => readonly ReadSample[];
}

/** Registers a family whose numbers are held elsewhere, and read when /metrics is asked. */
export function registerReadFamily(registry: Registry, family: ReadFamily): void {
  const { type, name, help, labelNames = [], read } = family;
  const metric = type === 'gauge' ? Gauge : Counter;
  new metric({
    name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      // A metric without labels is 0 after a reset.
      if (labelNames.length === 0) this.remove({});
      for (const [labels, value] of read()) if (value !== undefined) this.inc(labels, value);
    },
  });
}
