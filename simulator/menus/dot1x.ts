import { type Face, facesOf, isUp } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits } from '../values/random.ts';
import { idText, macText } from '../values/text.ts';

/** The ports in the meeting rooms of a switch ask who is there. */
const GUARDED = /^ether4[0-7]$/;

function* guardedPorts(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (GUARDED.test(face.is.name)) yield face;
}

function* authorizedPorts(at: Moment): Generator<Face> {
  for (const face of guardedPorts(at)) if (statusOf(at, face) === 'authorized') yield face;
}

function statusOf(at: Moment, face: Face): string {
  if (!isUp(at, face)) return 'iface-down';
  return chance(face.key, 'authorized', 0.8) ? 'authorized' : 'un-authorized';
}

const state = defineMenu<Face>({
  path: '/interface/dot1x/server/state',
  entries: guardedPorts,
  columns: {
    '.id': (face) => idText(face.number),
    interface: (face) => face.is.name,
    status: (face, at) => statusOf(at, face),
  },
});

const active = defineMenu<Face>({
  path: '/interface/dot1x/server/active',
  entries: authorizedPorts,
  columns: {
    '.id': (face) => idText(face.number),
    interface: (face) => face.is.name,
    username: (face) => `user-${face.number}`,
    'client-mac': (face) => macText(`3C52A1${hexDigits(face.key, 'supplicant', 6)}`),
    'auth-info': () => '',
  },
});

/** No device is a client of another port. */
const client = defineMenu<never>({
  path: '/interface/dot1x/client',
  entries: () => [],
  columns: { '.id': () => undefined, interface: () => undefined, status: () => undefined },
});

export const dot1xMenus: readonly Menu[] = [state, active, client];
