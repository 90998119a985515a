import {
  bytesOf,
  type Direction,
  defectsOf,
  type Face,
  facesOf,
  isPlugged,
  isUp,
  macOf,
  opticsOf,
  packetsOf,
} from './face.ts';
import { type Columns, defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { type Diagnostics, type Optics } from '../profiles/optics.ts';
import { between, hexDigits, mix } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, idText } from '../values/text.ts';

function* portsOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.port !== undefined) yield face;
}

/** The name of a device's only switch chip. */
export const SWITCH = 'switch1';

/** True if the port is one of the switch chip. */
export function isSwitched(at: Moment, { is }: Face): boolean {
  return at.model.switchChip !== undefined && is.port !== undefined && is.slave === true;
}

/** A share of the packets of a direction, as a counter. */
function share(direction: Direction, part: number): (face: Face, at: Moment) => number | undefined {
  return (face, at) => counted(face, Math.floor(packetsOf(at, face, direction) * part));
}

/** Errors of the wire; only real ports count them. */
function defect(direction: Direction, name: string): (face: Face, at: Moment) => number | undefined {
  return (face, at) => counted(face, defectsOf(at, face, direction, name));
}

function counted(face: Face, count: number): number | undefined {
  return face.is.port?.rate === undefined ? undefined : count;
}

/** On the wire every packet has four bytes of checksum more. */
function wireBytes(at: Moment, face: Face, direction: Direction): number {
  return bytesOf(at, face, direction) + 4 * packetsOf(at, face, direction);
}

/** What a port or a switch chip has counted. */
export const portCounters: Columns<Face> = {
  'driver-rx-byte': (face, at) => bytesOf(at, face, 'rx'),
  'driver-rx-packet': (face, at) => packetsOf(at, face, 'rx'),
  'driver-tx-byte': (face, at) => bytesOf(at, face, 'tx'),
  'driver-tx-packet': (face, at) => packetsOf(at, face, 'tx'),
  'rx-bytes': (face, at) => counted(face, wireBytes(at, face, 'rx')),
  'rx-unicast': share('rx', 0.97),
  'rx-broadcast': share('rx', 0.01),
  'rx-multicast': share('rx', 0.02),
  'rx-pause': defect('rx', 'pause'),
  'rx-fcs-error': defect('rx', 'error'),
  'rx-align-error': defect('rx', 'align'),
  'rx-fragment': defect('rx', 'fragment'),
  'rx-overflow': defect('rx', 'overflow'),
  'rx-jabber': defect('rx', 'jabber'),
  'rx-too-short': defect('rx', 'too short'),
  'rx-too-long': defect('rx', 'too long'),
  'tx-bytes': (face, at) => counted(face, wireBytes(at, face, 'tx')),
  'tx-unicast': share('tx', 0.98),
  'tx-broadcast': share('tx', 0.01),
  'tx-multicast': share('tx', 0.01),
  'tx-pause': defect('tx', 'pause'),
  'tx-collision': defect('tx', 'collision'),
  'tx-late-collision': defect('tx', 'late collision'),
  'tx-fcs-error': defect('tx', 'error'),
};

const monitor: Columns<Face> = {
  name: (face) => face.is.name,
  status: (face, at) =>
    face.is.port?.rate === undefined ? 'unknown' : isUp(at, face) ? 'link-ok' : 'no-link',
  'auto-negotiation': (face, at) => (isUp(at, face) ? 'done' : 'incomplete'),
  rate: (face, at) => (face.is.port?.rate === undefined ? 'unknown' : whenUp(at, face, face.is.port.rate)),
  'full-duplex': (face, at) => whenUp(at, face, true),
  'tx-flow-control': (face, at) => whenUp(at, face, false),
  'rx-flow-control': (face, at) => whenUp(at, face, false),
  advertising: (face, at) => whenUp(at, face, advertised(at, face)),
  'link-partner-advertising': (face, at) => whenUp(at, face, face.is.port?.cage ? '' : advertised(at, face)),
  'sfp-module-present': (face) => (face.is.port?.cage ? opticsOf(face) !== undefined : undefined),
  'sfp-rx-loss': ofOptics((_, face, at) => !isUp(at, face)),
  'sfp-tx-fault': ofOptics(() => false),
  'sfp-type': ofOptics((optics) => optics.type),
  'sfp-connector-type': ofOptics((optics) => optics.connector),
  'sfp-link-length-sm': reach('sm'),
  'sfp-link-length-om3': reach('om3'),
  'sfp-link-length-cable-assembly': reach('cable-assembly'),
  'sfp-vendor-name': ofOptics((optics) => optics.vendor),
  'sfp-vendor-part-number': ofOptics((optics) => optics.part),
  'sfp-vendor-revision': ofOptics(() => '1.0'),
  'sfp-vendor-serial': ofOptics((_, face) => hexDigits(face.key, 'optics serial', 12)),
  'sfp-manufacturing-date': ofOptics(() => '22-03-14'),
  'sfp-wavelength': ofOptics((optics) => optics.wavelength),
  'sfp-temperature': diagnosed('temperature', 3, 0, 40),
  'sfp-supply-voltage': diagnosed('voltage', 0.02, 3),
  'sfp-tx-bias-current': diagnosed('bias', 1.5, 0),
  'sfp-tx-power': diagnosed('sent', 0.3, 3),
  'sfp-rx-power': received,
  'eeprom-checksum': ofOptics(() => 'good'),
};

function whenUp<T>(at: Moment, face: Face, value: T): T | undefined {
  return isUp(at, face) && face.is.port?.rate !== undefined ? value : undefined;
}

function advertised(at: Moment, face: Face): string {
  if (face.is.port?.cage) return '';
  const tenHundred =
    at.persona.major === 6
      ? '10M-half,10M-full,100M-half,100M-full'
      : '10M-baseT-half,10M-baseT-full,100M-baseT-half,100M-baseT-full';
  if (face.is.port?.rate === '100Mbps') return tenHundred;
  return `${tenHundred},${at.persona.major === 6 ? '1000M-full' : '1G-baseT-full'}`;
}

type OfOptics<T> = (optics: Optics, face: Face, at: Moment) => T;

function ofOptics<T>(property: OfOptics<T>): (face: Face, at: Moment) => T | undefined {
  return (face, at) => {
    const optics = opticsOf(face);
    return optics && property(optics, face, at);
  };
}

function reach(fibre: Optics['reach']['fibre']): (face: Face, at: Moment) => number | undefined {
  return ofOptics((optics) => (optics.reach.fibre === fibre ? optics.reach.metres : undefined));
}

/** A reading of the module's own diagnostics, which drifts around a level of its own. */
function diagnosed(
  what: keyof Diagnostics,
  span: number,
  digits: number,
  hotter = 0,
): (face: Face, at: Moment) => string | undefined {
  return ofOptics(({ diagnostics }, face, at) => {
    if (diagnostics === undefined) return undefined;
    const key = mix(face.key, what);
    const mean = diagnostics[what] + between(key, 'own', -span, span) + (at.hot ? hotter : 0);
    return decimalText(drifting(key, mean, span, at.time), digits);
  });
}

/** No light is −40 dBm; on a port with nothing plugged in the module says nothing. */
function received(face: Face, at: Moment): string | undefined {
  if (!isPlugged(face)) return undefined;
  return isUp(at, face)
    ? diagnosed('received', 0.6, 3)(face, at)
    : ofOptics(({ diagnostics }) => diagnostics && '-40')(face, at);
}

const ethernet = defineMenu<Face>({
  path: '/interface/ethernet',
  takesStats: true,
  entries: portsOf,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    'default-name': (face) => face.is.name,
    mtu: (face) => face.is.mtu,
    l2mtu: (face) => face.is.l2mtu,
    'mac-address': (face, at) => macOf(at, face),
    'orig-mac-address': (face, at) => macOf(at, face),
    arp: () => 'enabled',
    'auto-negotiation': () => true,
    speed: (face, at) => (at.persona.name === '7.20' ? undefined : face.is.port?.rate),
    'full-duplex': (_, at) => (at.persona.name === '6.49' ? true : undefined),
    'tx-flow-control': () => 'off',
    'rx-flow-control': () => 'off',
    'sfp-shutdown-temperature': (face) => (face.is.port?.cage ? 95 : undefined),
    'sfp-rate-select': (face) => (face.is.port?.cage ? 'high' : undefined),
    switch: (face, at) => (isSwitched(at, face) ? SWITCH : undefined),
    'loop-protect': () => 'default',
    'loop-protect-status': () => 'off',
    ...portCounters,
    running: (face, at) => isUp(at, face),
    slave: (face) => whenTrue(face.is.slave ?? false),
    disabled: (face) => face.is.disabled ?? false,
    comment: (face) => face.is.comment,
  },
  monitor,
});

export const ethernetMenus: readonly Menu[] = [ethernet];
