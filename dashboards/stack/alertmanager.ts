import { eventPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { COUNT } from '../lib/values.ts';
import { ofAlertmanager, perSecond } from './selectors.ts';

export const alertmanager = [
  timeSeriesPanel({
    title: 'Alerts held',
    description: 'Alerts that Alertmanager knows; suppressed ones are inhibited or silenced.',
    width: 8,
    height: 8,
    queries: [{ expr: `sum by (state) (${ofAlertmanager('alertmanager_alerts')})`, legend: '{{state}}' }],
    style: { ...COUNT, min: 0 },
  }),
  eventPanel({
    title: 'Notifications',
    description: 'Notifications sent, by way.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (integration) (${perSecond(ofAlertmanager('alertmanager_notifications_total'))})`,
        legend: '{{integration}}',
      },
    ],
  }),
  eventPanel({
    title: 'Notifications failed',
    description:
      'Notifications that did not get through, by way. Anything but 0 means that somebody is not told.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (integration) (${perSecond(ofAlertmanager('alertmanager_notifications_failed_total'))})`,
        legend: '{{integration}}',
      },
    ],
  }),
];
