import { type ClassicDashboard } from '../lib/classic.ts';
import { dashboard } from '../lib/dashboard.ts';
import { DEVICE_UID } from '../lib/uids.ts';
import { instanceVariable, interfaceVariable, siteVariable, tenantVariable } from '../lib/variables.ts';
import { clockAndConnections } from './clock.ts';
import { ethernet, modules, optics } from './ethernet.ts';
import { interfaces, traffic } from './interfaces.ts';
import { identity, strip } from './overview.ts';
import { probe } from './probe.ts';
import { FIRING } from './selectors.ts';
import { load, sensors, sensorStates, wear } from './system.ts';

export function device(): ClassicDashboard {
  return dashboard({
    uid: DEVICE_UID,
    title: 'Tikscope / Device',
    description:
      'One device: what every device is asked. The variable Interface narrows its interfaces; what further modules ask is on Device domains.',
    shows: '6h',
    variables: [tenantVariable(), siteVariable(), instanceVariable(), interfaceVariable()],
    marks: FIRING,
    sections: [
      { panels: [...strip, identity] },
      { title: 'System', panels: [...load, ...sensors, sensorStates, wear] },
      { title: 'Clock and connections', panels: clockAndConnections },
      { title: 'Interfaces', panels: [interfaces, ...traffic] },
      { title: 'Ethernet ports', panels: ethernet },
      { title: 'Optical modules', panels: [modules, ...optics] },
      { title: 'Probe', panels: probe },
    ],
  });
}
