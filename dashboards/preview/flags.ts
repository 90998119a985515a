import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../test/stack/configs.ts';

export const USAGE = `usage: node dashboards/preview/preview.ts [<flags>]

Draws every dashboard with live data into a PNG file, and lists every panel that stayed empty.

  --prometheus=URL   ask this Prometheus; without it, one with a simulated fleet is started
  --range=180        how many seconds to show, and to gather data for if the fleet is simulated
  --dashboards=DIR   the JSON files to draw (dashboards/generated)
  --out=DIR          where to put the pictures (.preview)
  --docs             put them into docs/images instead, small enough for the documentation
`;

export interface Flags {
  readonly prometheus: string | undefined;
  /** Milliseconds. */
  readonly range: number;
  readonly dashboards: string;
  readonly out: string;
  readonly docs: boolean;
}

/** @throws Error that says what is wrong with the command line */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      prometheus: { type: 'string' },
      range: { type: 'string', default: '180' },
      dashboards: { type: 'string', default: path.join(ROOT, 'dashboards/generated') },
      out: { type: 'string', default: path.join(ROOT, '.preview') },
      docs: { type: 'boolean', default: false },
    },
  });
  const range = Number(values.range) * 1000;
  if (!(range > 0)) throw new Error(`--range=${values.range}: expected seconds, as --range=180`);
  const out = values.docs ? path.join(ROOT, 'docs/images') : path.resolve(values.out);
  return { prometheus: values.prometheus, range, dashboards: values.dashboards, out, docs: values.docs };
}
