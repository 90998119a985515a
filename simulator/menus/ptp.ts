import { type Face, facesOf, isUp } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { between } from '../values/random.ts';
import { idText } from '../values/text.ts';

interface Port {
  readonly number: number;
  readonly face: Face;
}

const PORTS = 2;

/** The first port follows a clock, the second passes the time on. */
const ptpStatus = defineMenu<Port>({
  path: '/system/ptp/status',
  exists: (at) => at.persona.major === 7 && /^C[CR][RS]/.test(at.model.board.name),
  *entries(at) {
    let number = 1;
    for (const face of facesOf(at)) {
      if (number > PORTS) return;
      if (face.is.port?.cage !== undefined && isUp(at, face)) yield { number: number++, face };
    }
  },
  columns: {
    '.id': ({ number }) => idText(number),
    interface: ({ face }) => face.is.name,
    'port-nr': ({ number }) => number,
    state: ({ number }) => (number === 1 ? 'slave' : 'master'),
    delay: ({ face }) => Math.round(between(face.key, 'ptp delay', 60, 900)),
    'as-capable': () => true,
  },
});

export const ptpMenus: readonly Menu[] = [ptpStatus];
