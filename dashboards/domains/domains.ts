import { FIRING, of } from '../device/selectors.ts';
import { type ClassicDashboard } from '../lib/classic.ts';
import { dashboard } from '../lib/dashboard.ts';
import { tablePanel } from '../lib/table.ts';
import { DOMAINS_UID } from '../lib/uids.ts';
import { flag } from '../lib/values.ts';
import { instanceVariable, siteVariable, tenantVariable } from '../lib/variables.ts';
import { firewall } from './firewall.ts';
import { ip } from './ip.ts';
import { lte } from './lte.ts';
import { queues } from './queues.ts';
import { routing } from './routing.ts';
import { TIME } from './selectors.ts';
import { services } from './services.ts';
import { switching } from './switching.ts';
import { system } from './system.ts';
import { vpn } from './vpn.ts';
import { wireless } from './wireless.ts';

export function domains(): ClassicDashboard {
  return dashboard({
    uid: DOMAINS_UID,
    title: 'Tikscope / Device domains',
    description:
      'One device, by what it does: routing, VPN, wireless and so on. Only what its modules ask is here; each panel names its own.',
    shows: '6h',
    variables: [tenantVariable(), siteVariable(), instanceVariable()],
    marks: FIRING,
    sections: [
      { panels: [modules] },
      { title: 'Routing', closed: true, panels: routing },
      { title: 'VPN', closed: true, panels: vpn },
      { title: 'Wireless', closed: true, panels: wireless },
      { title: 'LTE', closed: true, panels: lte },
      { title: 'IP', closed: true, panels: ip },
      { title: 'Services', closed: true, panels: services },
      { title: 'Firewall', closed: true, panels: firewall },
      { title: 'Queues', closed: true, panels: queues },
      { title: 'Switching', closed: true, panels: switching },
      { title: 'System', closed: true, panels: system },
    ],
  });
}

const modules = tablePanel({
  title: 'Modules',
  description:
    'What the device is asked together, and how the last probe went. A section below stays empty unless its modules are among these: the keys modules and scrapes of the device’s entry in the configuration say which are.',
  width: 24,
  height: 7,
  rows: { by: ['module'], pick: `topk(50, max by (module) (${of('probe_success')}))` },
  columns: [
    { title: 'Modules', label: 'module' },
    { title: 'Probe', width: 100, value: 'picked', style: flag('Success', 'green', 'Failure', 'red') },
    { title: 'Took', width: 100, value: { expr: of('probe_duration_seconds') }, style: TIME },
    { title: 'Timeout', width: 100, value: { expr: of('probe_timeout_seconds') }, style: TIME },
  ],
  sortBy: { column: 'Modules' },
});
