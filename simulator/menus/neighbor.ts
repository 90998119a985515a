import { type Face, facesOf, isUp } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, hexDigits, mix, pick, wholeBetween } from '../values/random.ts';
import { DAY, SECOND } from '../values/signal.ts';
import { durationText, idText, ipNumber, ipText, macText } from '../values/text.ts';

interface Device {
  readonly platform: string;
  readonly board?: string;
  readonly version?: string;
  readonly description?: string;
  /** Where it hears us. */
  readonly port: string;
  readonly protocols: string;
}

/** What stands at the other ends of the wires; of a device of another vendor only LLDP is heard. */
const DEVICES: readonly [Device, ...Device[]] = [
  {
    platform: 'MikroTik',
    board: 'CRS328-24P-4S+',
    version: '7.18.2 (stable) 2025-03-11 11:59:04',
    port: 'sfp-sfpplus1',
    protocols: 'cdp,lldp,mndp',
  },
  {
    platform: 'MikroTik',
    board: 'cAPGi-5HaxD2HaxD',
    version: '7.20.4 (stable) 2025-11-05 12:14:19',
    port: 'ether1',
    protocols: 'cdp,lldp,mndp',
  },
  {
    platform: 'MikroTik',
    board: 'RB760iGS',
    version: '6.49.17 (long-term)',
    port: 'bridge/ether1',
    protocols: 'cdp,mndp',
  },
  {
    platform: '',
    description: 'A telephone of another vendor, firmware 5.9',
    port: 'WAN port',
    protocols: 'lldp',
  },
];

interface Neighbor {
  readonly number: number;
  readonly face: Face;
  readonly key: number;
  readonly is: Device;
}

/** A device on about half of the ports that have a link. */
function* neighborsOf(at: Moment): Generator<Neighbor> {
  for (const face of facesOf(at)) {
    const key = mix(face.key, 'neighbor');
    if (face.is.port === undefined || !isUp(at, face) || !chance(key, 'speaks', 0.5)) continue;
    yield { number: face.number, face, key, is: pick(key, 'device', DEVICES) };
  }
}

/** A bridge hears what its ports hear. */
function interfaceOf({ face }: Neighbor): string {
  return face.is.slave === true ? `${face.is.name},bridge` : face.is.name;
}

function addressOf({ key }: Neighbor): string {
  return ipText(ipNumber('172.31.0.0') + wholeBetween(key, 'address', 1, 0xfffe));
}

const neighbor = defineMenu<Neighbor>({
  path: '/ip/neighbor',
  entries: neighborsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    interface: interfaceOf,
    address: addressOf,
    address4: addressOf,
    'mac-address': ({ key }) => macText(`DC2C6E${hexDigits(key, 'mac', 6)}`),
    identity: ({ key, is }) =>
      `${is.platform === '' ? 'sip' : 'site'} ${wholeBetween(key, 'identity', 1, 99)}`,
    platform: ({ is }) => is.platform,
    version: ({ is }) => is.version ?? '',
    age: ({ key, is }, at) => {
      const every = (is.platform === '' ? 30 : 60) * SECOND;
      return durationText((at.time + wholeBetween(key, 'age', 0, every)) % every);
    },
    uptime: ({ key, is }, at) =>
      is.board === undefined
        ? undefined
        : durationText(at.time - at.installedAt + between(key, 'uptime', 1, 300) * DAY),
    unpack: () => 'none',
    'software-id': ({ key, is }) =>
      is.board === undefined ? undefined : `${hexDigits(key, 'a', 4)}-${hexDigits(key, 'b', 4)}`,
    board: ({ is }) => is.board,
    ipv6: ({ is }, at) => (at.persona.major === 7 ? is.board !== undefined : undefined),
    'interface-name': ({ is }) => is.port,
    'system-description': ({ is }) => is.description,
    'system-caps': () => 'bridge,router',
    'system-caps-enabled': () => 'bridge',
    'discovered-by': ({ is }, at) => (at.persona.major === 7 ? is.protocols : undefined),
  },
});

export const neighborMenus: readonly Menu[] = [neighbor];
