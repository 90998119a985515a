import { type ClassicDashboard } from '../lib/classic.ts';
import { dashboard } from '../lib/dashboard.ts';
import { FLEET_UID } from '../lib/uids.ts';
import { siteVariable, tenantVariable } from '../lib/variables.ts';
import { devices } from './devices.ts';
import { firingAlerts, notReached, overview } from './overview.ts';
import { rankings } from './rankings.ts';
import { CHOSEN } from './selectors.ts';
import { sites, versions } from './sites.ts';

export function fleet(): ClassicDashboard {
  return dashboard({
    uid: FLEET_UID,
    title: 'Tikscope / Fleet',
    description:
      'All devices: which do not answer, where, and which alerts fire. Each device links to its own page.',
    shows: '6h',
    variables: [tenantVariable(), siteVariable()],
    marks: `ALERTS{alertstate="firing",severity="critical",${CHOSEN}}`,
    sections: [
      { panels: overview },
      { panels: [firingAlerts, notReached] },
      { panels: [sites, versions] },
      { panels: [devices] },
      { title: 'Busiest devices', panels: rankings },
    ],
  });
}
