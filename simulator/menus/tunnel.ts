import { type Face, facesOf, isUp, macOf } from './face.ts';
import { type Columns, defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { mix, wholeBetween } from '../values/random.ts';
import { idText, ipNumber, ipText, macText } from '../values/text.ts';

function ofType(type: string): (at: Moment) => Generator<Face> {
  return function* (at) {
    for (const face of facesOf(at)) if (face.is.type === type) yield face;
  };
}

/** Another site, in a range for documentation. */
function remoteAddress(key: number, salt: string | number): string {
  return ipText(ipNumber('198.51.100.0') + wholeBetween(key, salt, 1, 254));
}

const common: Columns<Face> = {
  '.id': (face) => idText(face.number),
  name: (face) => face.is.name,
  mtu: () => 'auto',
  'actual-mtu': (face) => face.is.mtu,
  'local-address': () => '0.0.0.0',
  'remote-address': (face) => remoteAddress(face.key, 'remote'),
  keepalive: () => '10s,10',
  dscp: () => 'inherit',
  running: (face, at) => flagAt(at, isUp(at, face)),
  disabled: (face, at) => flagAt(at, face.is.disabled ?? false),
  comment: (face) => face.is.comment,
};

function tunnel(path: string, type: string, own: Columns<Face> = {}): Menu {
  return defineMenu<Face>({ path, entries: ofType(type), columns: { ...common, ...own } });
}

const isVersion7 = (at: Moment): boolean => at.persona.major === 7;

const vxlan = defineMenu<Face>({
  path: '/interface/vxlan',
  exists: isVersion7,
  entries: ofType('vxlan'),
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    mtu: (face) => face.is.mtu,
    'mac-address': (face, at) => macOf(at, face),
    vni: (face) => 1000 + face.number,
    port: () => 8472,
    'local-address': () => '192.0.2.1',
    'vteps-ip-version': () => 'ipv4',
    running: (face, at) => flagAt(at, isUp(at, face)),
    disabled: (face, at) => flagAt(at, face.is.disabled ?? false),
    comment: (face) => face.is.comment,
  },
});

/** A remote end of a VXLAN interface, or a machine behind one. */
interface Remote {
  readonly number: number;
  readonly face: Face;
  readonly address: string;
}

function remotes(count: number): (at: Moment) => Generator<Remote> {
  return function* (at) {
    for (const face of ofType('vxlan')(at)) {
      for (let index = 0; index < count; index += 1) {
        yield {
          number: face.number * 0x1000 + index,
          face,
          address: `198.51.100.${(index % REMOTE_ENDS) + 1}`,
        };
      }
    }
  };
}

const REMOTE_ENDS = 3;
const MACHINES = 250;

const vteps = defineMenu<Remote>({
  path: '/interface/vxlan/vteps',
  exists: isVersion7,
  entries: remotes(REMOTE_ENDS),
  columns: {
    '.id': ({ number }) => idText(number),
    interface: ({ face }) => face.is.name,
    'remote-ip': ({ address }) => address,
    port: () => 8472,
  },
});

const forwarding = defineMenu<Remote>({
  path: '/interface/vxlan/fdb',
  exists: isVersion7,
  entries: remotes(MACHINES),
  columns: {
    '.id': ({ number }) => idText(number),
    interface: ({ face }) => face.is.name,
    'mac-address': ({ number, face }) =>
      macText(`3C52A2${(mix(face.key, number) & 0xffffff).toString(16).padStart(6, '0').toUpperCase()}`),
    'remote-ip': ({ address }) => address,
  },
});

export const tunnelMenus: readonly Menu[] = [
  tunnel('/interface/eoip', 'eoip', {
    'mac-address': (face, at) => macOf(at, face),
    'tunnel-id': (face) => face.number,
    'loop-protect-status': () => 'off',
  }),
  tunnel('/interface/eoipv6', 'eoipv6'),
  tunnel('/interface/gre', 'gre-tunnel'),
  tunnel('/interface/gre6', 'gre6-tunnel'),
  tunnel('/interface/ipip', 'ipip-tunnel'),
  tunnel('/interface/ipipv6', 'ipipv6-tunnel'),
  tunnel('/interface/6to4', '6to4-tunnel'),
  vxlan,
  vteps,
  forwarding,
];
