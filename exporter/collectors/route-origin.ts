import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { Tally } from './tally.ts';

const families = {
  routes: {
    name: 'mikrotik_route_origin_routes',
    type: 'gauge',
    help: 'Number of routes that an origin, such as one BGP peer, has brought in, in all VRFs (/routing/stats/origin: total-route-count).',
    labels: ['origin', 'kind'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'route-type', 'total-route-count'] as const;

/**
 * Routes by origin, as RouterOS 7 counts them anyway: no table is walked, however many routes there are. A peer that has
 * one address in two VRFs is one origin.
 */
export const routeOriginCollector: Collector = {
  name: 'route_origin',
  summary: 'Routes by their origin: each protocol, each BGP peer.',
  modules: ['routing'],
  families,
  menus: [{ command: '/routing/stats/origin/print', cost: 'table', versions: '7' }],
  async collect(device, emit) {
    const routes = new Tally(families.routes);
    await device.print('/routing/stats/origin', ATTRIBUTES, (row) => {
      const count = row.number('total-route-count');
      if (count !== undefined)
        routes.add(labels({ origin: row.text('name'), kind: row.text('route-type') }), count);
    });
    routes.emit(emit);
  },
};
