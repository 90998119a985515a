import { type Face, facesOf, isUp, linkHistory } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { wholeBetween } from '../values/random.ts';
import { dateTimeText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

/** Switched on, as at delivery, on the devices that dial in to a provider. */
function* watched(at: Moment): Generator<Face> {
  if (!at.model.interfaces.some(({ type }) => type === 'pppoe-out')) return;
  for (const face of facesOf(at)) {
    if (face.dynamic) break;
    if (face.is.slave !== true && face.is.type !== 'loopback') yield face;
  }
}

function stateOf(at: Moment, face: Face): string {
  if (!isUp(at, face)) return 'no-link';
  if (face.is.type === 'pppoe-out') return 'internet';
  return face.is.type === 'bridge' ? 'lan' : 'unknown';
}

const state = defineMenu<Face>({
  path: '/interface/detect-internet/state',
  entries: watched,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    state: (face, at) => stateOf(at, face),
    'state-change-time': (face, at) =>
      dateTimeText(localTime(at, linkHistory(at, face).up ?? face.since), at.persona.isoDates),
    'cloud-rtt': (face, at) =>
      stateOf(at, face) === 'internet' ? `${wholeBetween(face.key, 'cloud', 12, 48)}ms` : undefined,
  },
});

export const detectInternetMenus: readonly Menu[] = [state];
