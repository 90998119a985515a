import { type Face, facesOf, isUp, macOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance } from '../values/random.ts';
import { idText } from '../values/text.ts';

interface Router {
  readonly face: Face;
  readonly id: number;
  readonly parent: string;
}

function* routers(at: Moment): Generator<Router> {
  for (const face of facesOf(at)) if (face.is.vrrp) yield { face, ...face.is.vrrp };
}

/** Half of the devices are the better half of their pair. */
function isMaster(at: Moment): boolean {
  return chance(at.key, 'vrrp master', 0.5);
}

const vrrp = defineMenu<Router>({
  path: '/interface/vrrp',
  entries: routers,
  columns: {
    '.id': ({ face }) => idText(face.number),
    name: ({ face }) => face.is.name,
    mtu: ({ face }) => face.is.mtu,
    'mac-address': ({ face }, at) => macOf(at, face),
    interface: ({ parent }) => parent,
    vrid: ({ id }) => id,
    priority: (_, at) => (isMaster(at) ? 200 : 100),
    interval: () => '1s',
    'preemption-mode': () => true,
    version: () => 3,
    'v3-protocol': () => 'ipv4',
    master: ({ face }, at) => flagAt(at, isMaster(at) && isUp(at, face)),
    backup: ({ face }, at) => flagAt(at, !isMaster(at) && isUp(at, face)),
    running: ({ face }, at) => flagAt(at, isMaster(at) && isUp(at, face)),
    invalid: (_, at) => flagAt(at, false),
    disabled: ({ face }, at) => flagAt(at, face.is.disabled ?? false),
    comment: ({ face }) => face.is.comment,
  },
});

export const vrrpMenus: readonly Menu[] = [vrrp];
