import { type Face, facesOf, isPlugged, isUp, linkHistory } from './face.ts';
import { type Columns, defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, hexDigits, mix, pick, wholeBetween } from '../values/random.ts';
import { drifting, HOUR } from '../values/signal.ts';
import { decimalText, durationText, idText } from '../values/text.ts';

function* modemsOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'lte') yield face;
}

function has5G(at: Moment): boolean {
  return at.persona.name === '7.20';
}

function whenUp<T>(value: (face: Face, at: Moment) => T): (face: Face, at: Moment) => T | undefined {
  return (face, at) => (isUp(at, face) ? value(face, at) : undefined);
}

function when5G<T>(value: (face: Face, at: Moment) => T): (face: Face, at: Moment) => T | undefined {
  return (face, at) => (has5G(at) && isUp(at, face) ? value(face, at) : undefined);
}

/** A reading that drifts, and jumps when the modem goes to another cell. */
function reading(what: string, mean: number, span: number, digits = 0): (face: Face, at: Moment) => string {
  return (face, at) => {
    const cell = mix(cellKey(face, at), what);
    return decimalText(drifting(cell, mean + between(cell, 'own', -span, span), span / 2, at.time), digits);
  };
}

/** The modem moves between three cells, every few hours. */
function cellKey(face: Face, at: Moment): number {
  const slot = Math.floor(at.time / (5 * HOUR));
  return mix(face.key, wholeBetween(face.key, slot, 1, 3));
}

function stationOf(face: Face, at: Moment): number {
  return wholeBetween(cellKey(face, at), 'station', 9_000, 52_000);
}

function sectorOf(face: Face, at: Moment): number {
  return wholeBetween(cellKey(face, at), 'sector', 1, 30);
}

function physicalCell(face: Face, at: Moment): number {
  return wholeBetween(cellKey(face, at), 'physical cell', 0, 503);
}

interface Band {
  readonly number: number;
  readonly earfcn: number;
}

function bandOf(face: Face, at: Moment): Band {
  return pick(cellKey(face, at), 'band', [
    { number: 3, earfcn: 1300 },
    { number: 7, earfcn: 3050 },
    { number: 20, earfcn: 6300 },
  ]);
}

const monitor: Columns<Face> = {
  status: (face, at) =>
    at.persona.major === 6 ? undefined : !isUp(at, face) ? 'searching' : has5G(at) ? 'running' : 'connected',
  'pin-status': () => 'ok',
  'registration-status': (face, at) => (isUp(at, face) ? 'registered' : 'searching'),
  functionality: () => 'full',
  manufacturer: (_, at) => (has5G(at) ? 'Quectel' : '"MikroTik"'),
  model: (_, at) => (has5G(at) ? 'RG520F' : '"R11e-LTE6"'),
  revision: (_, at) => (has5G(at) ? 'RG520FEBDER03A05M4G' : '"R11e-LTE6_V030"'),
  'current-operator': whenUp((face) => pick(face.key, 'operator', ['LMT', 'Tele2 LV', 'BITE'])),
  lac: whenUp((face) => wholeBetween(face.key, 'lac', 1, 999)),
  'current-cellid': whenUp((face, at) => stationOf(face, at) * 256 + sectorOf(face, at)),
  'enb-id': whenUp(stationOf),
  'sector-id': whenUp(sectorOf),
  'phy-cellid': whenUp(physicalCell),
  'access-technology': whenUp((_, at) => (has5G(at) ? '5G NSA' : 'Evolved 3G (LTE CA)')),
  'data-class': when5G(() => '5G NSA'),
  'session-uptime': whenUp((face, at) => durationText(at.time - (linkHistory(at, face).up ?? at.time))),
  imei: (face) => `35${wholeBetween(face.key, 'imei', 1e9, 2e9)}`,
  imsi: (face) => `24701${wholeBetween(face.key, 'imsi', 1e9, 2e9)}`,
  uicc: (face) => `8937101${hexDigits(face.key, 'uicc', 12).replace(/[A-F]/g, '0')}`,
  earfcn: (face, at) => {
    const { number, earfcn } = bandOf(face, at);
    return at.persona.major === 6 && isUp(at, face)
      ? `${earfcn} (band ${number}, bandwidth 20Mhz)`
      : undefined;
  },
  'primary-band': (face, at) => {
    const { number, earfcn } = bandOf(face, at);
    if (at.persona.major === 6 || !isUp(at, face)) return undefined;
    return `B${number}@20Mhz earfcn: ${earfcn} phy-cellid: ${physicalCell(face, at)}`;
  },
  'ca-band': when5G((face, at) => {
    const cell = `phy-cellid: ${physicalCell(face, at)}`;
    return `n78@100Mhz earfcn: 636000 ${cell},n78@40Mhz earfcn: 631296 ${cell}`;
  }),
  rssi: whenUp(reading('rssi', -68, 8)),
  rsrp: whenUp(reading('rsrp', -96, 9)),
  rsrq: whenUp(reading('rsrq', -11, 3, 1)),
  sinr: whenUp(reading('sinr', 11, 8)),
  'nr-rsrp': when5G(reading('nr-rsrp', -92, 8)),
  'nr-rsrq': when5G(reading('nr-rsrq', -11, 2)),
  'nr-sinr': when5G(reading('nr-sinr', 14, 8)),
  cqi: whenUp(reading('cqi', 10, 3)),
  ri: whenUp((face, at) => wholeBetween(cellKey(face, at), 'rank', 1, 2)),
  mcs: whenUp(reading('mcs', 14, 6)),
};

const columns: Columns<Face> = {
  '.id': (face) => idText(face.number),
  name: (face) => face.is.name,
  'default-name': (face) => face.is.name,
  mtu: (face) => face.is.mtu,
  'apn-profiles': () => 'default',
  'network-mode': (_, at) => (has5G(at) ? 'lte,5g' : '3g,lte'),
  'allow-roaming': () => false,
  running: (face, at) => isUp(at, face),
  inactive: (face, at) => (at.persona.major === 6 ? undefined : whenTrue(!isPlugged(face))),
  disabled: (face) => face.is.disabled ?? false,
  comment: (face) => face.is.comment,
};

/** RouterOS 6 calls the monitor `info` and asks one modem at a time. */
const modemsOf6 = defineMenu<Face>({
  path: '/interface/lte',
  exists: (at) => at.persona.major === 6,
  entries: function* (at) {
    for (const face of modemsOf(at)) if (isPlugged(face)) yield face;
  },
  columns,
  monitors: { info: { argument: 'number', columns: monitor, policies: ['test'] } },
});

const modems = defineMenu<Face>({
  path: '/interface/lte',
  exists: (at) => at.persona.major === 7,
  entries: modemsOf,
  columns,
  monitor,
});

export const lteMenus: readonly Menu[] = [modemsOf6, modems];
