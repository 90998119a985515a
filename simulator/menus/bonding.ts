import { type Face, facesOf, isUp, macOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { hexDigits } from '../values/random.ts';
import { idText, macText } from '../values/text.ts';

interface Bond {
  readonly face: Face;
  readonly mode: string;
  readonly slaves: readonly string[];
  /** Of a row of `monitor-slaves`. */
  readonly port?: Face;
}

function* bonds(at: Moment): Generator<Bond> {
  if (!at.model.interfaces.some(({ bond }) => bond)) return;
  for (const face of facesOf(at)) if (face.is.bond) yield { face, ...face.is.bond };
}

function* portsOf(at: Moment, bond: Bond): Generator<Face> {
  for (const face of facesOf(at)) if (bond.slaves.includes(face.is.name)) yield face;
}

/** Slaves of a bond that are up, or that are down. */
function slaves(at: Moment, bond: Bond, up: boolean): string {
  const ports = [...portsOf(at, bond)].filter((port) => isUp(at, port) === up);
  return ports.map(({ is }) => is.name).join(',');
}

function* portsWithLacp(bond: Bond, at: Moment): Generator<Bond> {
  if (bond.mode === '802.3ad') for (const port of portsOf(at, bond)) yield { ...bond, port };
}

function carriesTraffic({ port }: Bond, at: Moment): boolean {
  return port !== undefined && isUp(at, port);
}

function partnerOf({ face }: Bond): string {
  return macText(`B869F4${hexDigits(face.key, 'partner', 6)}`);
}

function lacp<T>(column: (bond: Bond, at: Moment) => T): (bond: Bond, at: Moment) => T | undefined {
  return (bond, at) => (bond.mode === '802.3ad' ? column(bond, at) : undefined);
}

const bonding = defineMenu<Bond>({
  path: '/interface/bonding',
  entries: bonds,
  columns: {
    '.id': ({ face }) => idText(face.number),
    name: ({ face }) => face.is.name,
    mtu: ({ face }) => face.is.mtu,
    'mac-address': ({ face }, at) => macOf(at, face),
    mode: ({ mode }) => mode,
    slaves: (bond) => bond.slaves.join(','),
    primary: () => 'none',
    'link-monitoring': () => 'mii',
    'lacp-rate': () => '30secs',
    'transmit-hash-policy': () => 'layer-2-and-3',
    'min-links': () => 0,
    running: ({ face }, at) => flagAt(at, isUp(at, face)),
    disabled: ({ face }, at) => flagAt(at, face.is.disabled ?? false),
    comment: ({ face }) => face.is.comment,
  },
  monitor: {
    mode: ({ mode }) => mode,
    'active-ports': (bond, at) => slaves(at, bond, true),
    'inactive-ports': (bond, at) => slaves(at, bond, false),
    'lacp-system-id': lacp(({ face }, at) => macOf(at, face)),
    'lacp-system-priority': lacp(() => 65_535),
    'lacp-partner-system-id': lacp((bond, at) =>
      slaves(at, bond, true) === '' ? '00:00:00:00:00:00' : partnerOf(bond),
    ),
  },
  monitors: {
    'monitor-slaves': {
      argument: 'bond',
      entries: portsWithLacp,
      // A port that is unplugged loses its key and `active`; the rest stays as it was.
      columns: {
        port: ({ port }) => port?.is.name,
        key: (bond, at) => (carriesTraffic(bond, at) ? 15 : 0),
        flags: () => 'A-GSCD--',
        'partner-sys-id': partnerOf,
        'partner-sys-priority': () => 65_535,
        'partner-key': () => 15,
        'partner-flags': () => 'A-GSCD--',
        active: (bond, at) => flagAt(at, carriesTraffic(bond, at)),
        partner: () => true,
      },
    },
  },
});

export const bondingMenus: readonly Menu[] = [bonding];
