import { Counter, Gauge, type Registry } from 'prom-client';
import { type Bounds } from '../bound.ts';
import { type Log } from './log.ts';

/** The log about itself: how much it says, at which level, and what waits for a reader. */
export function watchLog({ level, volume, output }: Log, registry: Registry, bounds: Bounds): void {
  bounds.add(output.bound);
  const families = [
    ['log_lines_total', 'Lines logged, those included that nobody read.', 'lines'],
    ['log_bytes_total', 'Bytes of the lines logged, those included that nobody read.', 'bytes'],
  ] as const;
  for (const [name, help, of] of families) {
    new Counter({
      name: `mikrotik_exporter_${name}`,
      help,
      labelNames: ['level'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [label, noted] of volume.entries()) this.inc({ level: label }, noted[of]);
      },
    });
  }
  new Gauge({
    name: 'mikrotik_exporter_log_level_info',
    help: 'The log level in force; always 1.',
    labelNames: ['level'],
    registers: [registry],
    collect() {
      this.reset();
      this.set({ level: level.inForce }, 1);
    },
  });
}
