import { type Registry } from 'prom-client';
import { type Bounds } from '../bound.ts';
import { registerReadFamily } from '../read-family.ts';
import { type Log } from './log.ts';

/** The log about itself: how much it says, at which level, and what waits for a reader. */
export function watchLog({ level, volume, output }: Log, registry: Registry, bounds: Bounds): void {
  bounds.add(output.bound);
  const families = [
    ['log_lines_total', 'Lines logged, those included that nobody read.', 'lines'],
    ['log_bytes_total', 'Bytes of the lines logged, those included that nobody read.', 'bytes'],
  ] as const;
  for (const [name, help, of] of families) {
    registerReadFamily(registry, {
      type: 'counter',
      name: `mikrotik_exporter_${name}`,
      help,
      labelNames: ['level'],
      read: () => Array.from(volume.entries(), ([label, noted]) => [{ level: label }, noted[of]]),
    });
  }
  registerReadFamily(registry, {
    type: 'gauge',
    name: 'mikrotik_exporter_log_level_info',
    help: 'The log level in force; always 1.',
    labelNames: ['level'],
    read: () => [[{ level: level.inForce }, 1]],
  });
}
