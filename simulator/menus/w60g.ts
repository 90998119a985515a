import { bytesOf, type Face, facesOf, isUp, macOf, packetsOf } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, hexDigits, pick, wholeBetween } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, idText, macText } from '../values/text.ts';

function* radiosOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'w60g') yield face;
}

function hasRadio(at: Moment): boolean {
  return at.model.interfaces.some(({ type }) => type === 'w60g');
}

function share(direction: 'rx' | 'tx', part: number): (face: Face, at: Moment) => number {
  return (face, at) => Math.floor(packetsOf(at, face, direction) * part);
}

function whenUp<T>(value: (face: Face, at: Moment) => T): (face: Face, at: Moment) => T | undefined {
  return (face, at) => (isUp(at, face) ? value(face, at) : undefined);
}

/** 0 to 100. */
function quality(face: Face, at: Moment): number {
  return Math.round(drifting(face.key, between(face.key, 'quality', 55, 85), 10, at.time));
}

function temperature(mean: number): (face: Face, at: Moment) => string {
  return (face, at) => decimalText(drifting(face.key, mean + (at.hot ? 30 : 0), 5, at.time), 0);
}

/** The far end of a link of two buildings. */
const w60g = defineMenu<Face>({
  path: '/interface/w60g',
  takesStats: true,
  exists: hasRadio,
  entries: radiosOf,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    mtu: (face) => face.is.mtu,
    'mac-address': (face, at) => macOf(at, face),
    mode: () => 'station-bridge',
    ssid: () => 'roof',
    frequency: () => 'auto',
    region: () => 'eu',
    'beamforming-event': (face, at) => Math.floor(packetsOf(at, face, 'tx') / 200_000),
    'tx-mpdu-new': share('tx', 1),
    'tx-mpdu-total': (face, at) => share('tx', 1)(face, at) + share('tx', 0.02)(face, at),
    'tx-mpdu-retry': share('tx', 0.02),
    'rx-mpdu-crc-ok': share('rx', 1),
    'rx-mpdu-crc-err': share('rx', 0.004),
    'tx-ppdu': share('tx', 0.3),
    'rx-ppdu': share('rx', 0.3),
    'tx-sw-msdu': (face, at) => Math.floor(bytesOf(at, face, 'tx') / 1e6),
    running: (face, at) => isUp(at, face),
    disabled: (face) => face.is.disabled ?? false,
  },
  monitor: {
    connected: (face, at) => isUp(at, face),
    frequency: whenUp((face) => pick(face.key, 'frequency', [58320, 60480, 62640])),
    'remote-address': whenUp((face) => macText(`DC2C6E${hexDigits(face.key, 'remote', 6)}`)),
    'tx-mcs': whenUp((face, at) => (quality(face, at) > 65 ? 8 : 6)),
    // RouterOS 6 writes the unit.
    'tx-phy-rate': whenUp((face, at) => {
      const isFast = quality(face, at) > 65;
      if (at.persona.major === 6) return isFast ? '2.3Gbps' : '1540.0Mbps';
      return isFast ? 2_310_000_000 : 1_540_000_000;
    }),
    signal: whenUp(quality),
    rssi: whenUp((face, at) => quality(face, at) - 135),
    'tx-sector': whenUp((face) => wholeBetween(face.key, 'sector', 0, 63)),
    'tx-sector-info': whenUp(() => 'center'),
    distance: whenUp((face) => decimalText(between(face.key, 'distance', 60, 700), 1)),
    'baseband-temperature': temperature(58),
    'rf-temperature': temperature(52),
    'tx-packet-error-rate': whenUp((face, at) => (quality(face, at) > 65 ? 0 : 3)),
  },
});

/** Only access points have stations. */
const stations = defineMenu<Face>({
  path: '/interface/w60g/station',
  exists: hasRadio,
  entries: () => [],
  columns: { '.id': (face) => idText(face.number), name: (face) => face.is.name },
  monitor: { connected: () => false },
});

export const w60gMenus: readonly Menu[] = [w60g, stations];
