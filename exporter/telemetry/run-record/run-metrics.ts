import { type Registry } from 'prom-client';
import { registerReadFamily } from '../read-family.ts';
import { type Run } from './run.ts';

/** How runs ended, on /metrics. */
export function registerRunMetrics(
  registry: Registry,
  { restarts, last }: Pick<Run, 'restarts' | 'last'>,
): void {
  registerReadFamily(registry, {
    type: 'counter',
    name: 'mikrotik_exporter_restarts_total',
    help: 'Restarts, by the reason that the run before ended for; kept in the state directory.',
    labelNames: ['reason'],
    read: () => Object.entries(restarts).map(([reason, count]) => [{ reason }, count]),
  });
  registerReadFamily(registry, {
    type: 'gauge',
    name: 'mikrotik_exporter_last_restart_info',
    help: 'Why the run before this one ended, and how certain that is; always 1.',
    labelNames: ['reason', 'certainty'],
    read: () => (last === undefined ? [] : [[{ ...last }, 1]]),
  });
}
