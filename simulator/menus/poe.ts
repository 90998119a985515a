import { type Face, facesOf, isUp } from './face.ts';
import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, idText } from '../values/text.ts';

function hasPoe(at: Moment): boolean {
  return at.model.interfaces.some(({ port }) => port?.poe !== undefined);
}

/** True if a controller measures and limits what the ports feed. */
function isControlled(at: Moment): boolean {
  return at.model.interfaces.some(({ port }) => port?.poe === 'controlled');
}

function* feedingPorts(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.port?.poe !== undefined) yield face;
}

type Status = 'disabled' | 'powered-on' | 'waiting-for-load' | 'short-circuit';

function statusOf(at: Moment, face: Face): Status {
  if (face.is.disabled === true) return 'disabled';
  if (isUp(at, face) && chance(face.key, 'takes power', 0.45)) return 'powered-on';
  return chance(face.key, 'shorted', 0.02) ? 'short-circuit' : 'waiting-for-load';
}

function measured(
  column: (face: Face, at: Moment) => string,
): (face: Face, at: Moment) => string | undefined {
  return (face, at) =>
    face.is.port?.poe === 'controlled' && statusOf(at, face) === 'powered-on' ? column(face, at) : undefined;
}

function volts(at: Moment): number {
  return drifting(at.key, 53.6, 0.4, at.time);
}

function milliamperes(at: Moment, { key }: Face): number {
  return Math.round(drifting(key, between(key, 'load', 45, 320), 12, at.time));
}

const poe = defineMenu<Face>({
  path: '/interface/ethernet/poe',
  exists: hasPoe,
  entries: feedingPorts,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    'poe-out': () => 'auto-on',
    'poe-priority': () => 10,
    'poe-voltage': (_, at) => (isControlled(at) ? 'auto' : undefined),
    'power-cycle-ping-enabled': () => false,
    'power-cycle-interval': () => 'none',
  },
  monitor: {
    name: (face) => face.is.name,
    'poe-out': () => 'auto-on',
    'poe-out-status': (face, at) => statusOf(at, face),
    'poe-out-voltage': measured((_, at) => decimalText(volts(at), 1)),
    'poe-out-current': measured((face, at) => String(milliamperes(at, face))),
    'poe-out-power': measured((face, at) => decimalText((volts(at) * milliamperes(at, face)) / 1000, 1)),
  },
});

const settings = defineSettings(
  '/interface/ethernet/poe/settings',
  {
    'psu1-max-power': () => 650,
    'psu2-max-power': () => 650,
    'poe-out-limit-power': () => 1000,
    'psu1-poe-out-max-power': () => 600,
    'psu2-poe-out-max-power': () => 600,
    'routerboard-max-self-power': () => 50,
  },
  isControlled,
);

export const poeMenus: readonly Menu[] = [poe, settings];
