import { type ClassicDashboard } from '../lib/classic.ts';
import { dashboard } from '../lib/dashboard.ts';
import { STACK_UID } from '../lib/uids.ts';
import { alertmanager } from './alertmanager.ts';
import { bounds, boundsOverTime } from './bounds.ts';
import { exporterProcess, probes } from './exporter.ts';
import { host } from './host.ts';
import { memory } from './memory.ts';
import { overview } from './overview.ts';
import { prometheus } from './prometheus.ts';
import { tracing } from './tracing.ts';

export function stack(): ClassicDashboard {
  return dashboard({
    uid: STACK_UID,
    title: 'Tikscope / Stack health',
    description:
      'Whether the monitoring itself works: the exporter, Prometheus, Alertmanager, and what they run on.',
    shows: '6h',
    variables: [],
    marks: 'ALERTS{alertstate="firing",alertname=~"Tikscope.+",severity!="none"}',
    sections: [
      { panels: overview },
      { title: 'Exporter: probes', panels: probes },
      { title: 'Exporter: bounds', panels: [bounds, ...boundsOverTime] },
      { title: 'Exporter: memory and restarts', panels: memory },
      { title: 'Exporter: process', panels: exporterProcess },
      { title: 'Spans', panels: tracing },
      { title: 'Prometheus', panels: prometheus },
      { title: 'Alertmanager', panels: alertmanager },
      { title: 'Host and containers', panels: host },
    ],
  });
}
