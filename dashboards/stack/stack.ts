import { type ClassicDashboard } from '../lib/classic.ts';
import { dashboard } from '../lib/dashboard.ts';
import { STACK_UID } from '../lib/uids.ts';
import { alertmanager } from './alertmanager.ts';
import { bounds, boundsOverTime } from './bounds.ts';
import { exporterProcess, probes } from './exporter.ts';
import { host } from './host.ts';
import { overview } from './overview.ts';
import { prometheus } from './prometheus.ts';

export function stack(): ClassicDashboard {
  return dashboard({
    uid: STACK_UID,
    title: 'Tikscope / Stack health',
    description:
      'Whether the monitoring itself works: the exporter, Prometheus, Alertmanager, and what they run on.',
    shows: '6h',
    variables: [],
    marks: 'ALERTS{alertstate="firing",alertname=~"Tikscope.+"}',
    sections: [
      { panels: overview },
      { title: 'Exporter: probes', panels: probes },
      { title: 'Exporter: bounds', panels: [bounds, ...boundsOverTime] },
      { title: 'Exporter: process', panels: exporterProcess },
      { title: 'Prometheus', panels: prometheus },
      { title: 'Alertmanager', panels: alertmanager },
      { title: 'Host and containers', panels: host },
    ],
  });
}
