import { type Moment } from '../moment.ts';
import { mix } from '../values/random.ts';
import { flowed, SECOND } from '../values/signal.ts';
import { durationText, idText } from '../values/text.ts';
import { defineMenu, type Menu } from './menu.ts';

/** Virtual machines hear one old router that speaks nothing else. */
const neighbor = defineMenu<Moment>({
  path: '/routing/rip/neighbor',
  entries: (at) => (at.model.routerboard === undefined ? [at] : []),
  columns: {
    '.id': () => idText(1),
    instance: (at) => (at.persona.major === 7 ? 'rip' : undefined),
    address: (at) => (at.persona.major === 7 ? '10.3.0.2%ether2' : '10.3.0.2'),
    routes: () => 12,
    'packets-total': (at) => flowed(mix(at.key, 'rip'), 1 / 30, at.bootedAt, at.time),
    'packets-bad': (at) => (at.persona.major === 7 ? undefined : 0),
    'entries-bad': (at) => (at.persona.major === 7 ? undefined : 0),
    'last-update': (at) => durationText(at.time % (30 * SECOND)),
  },
});

export const ripMenus: readonly Menu[] = [neighbor];
