import { statPanel } from '../lib/stat.ts';
import { COUNT, faults, flag, UP_OR_DOWN } from '../lib/values.ts';
import { ofExporter } from './selectors.ts';

const LOADED = flag('Loaded', 'green', 'Refused', 'red');

const up = (title: string, job: string, description: string): ReturnType<typeof statPanel> =>
  statPanel({
    title,
    description,
    width: 4,
    height: 4,
    query: { expr: `min(up{job="${job}"})`, legend: 'up' },
    style: { ...UP_OR_DOWN, none: 'Missing' },
  });

export const overview = [
  up(
    'Exporter',
    'tikscope',
    'Whether every exporter can be scraped; while not, nothing is known of any device.',
  ),
  up('Prometheus', 'prometheus', 'Whether Prometheus can scrape itself.'),
  up(
    'Alertmanager',
    'alertmanager',
    'Whether Alertmanager can be scraped; while not, nobody is told of anything.',
  ),
  statPanel({
    title: 'Configuration',
    description: 'Whether the exporter took its last configuration; if not, it works with the one before.',
    width: 4,
    height: 4,
    query: {
      expr: `min(${ofExporter('mikrotik_exporter_config_last_reload_successful')})`,
      legend: 'loaded',
    },
    style: LOADED,
  }),
  statPanel({
    title: 'Configuration faults',
    description: 'Broken device files and unreadable secrets; the devices that need them are not polled.',
    width: 4,
    height: 4,
    query: { expr: `sum(${ofExporter('mikrotik_exporter_config_problems')})`, legend: 'faults' },
    style: faults('orange'),
  }),
  statPanel({
    title: 'Devices configured',
    description:
      'Devices in the configuration in force; TikscopeFleetTooLarge fires when they are more than the installation was sized for.',
    width: 4,
    height: 4,
    query: { expr: `sum(${ofExporter('mikrotik_exporter_config_devices')})`, legend: 'devices' },
    style: COUNT,
  }),
];
