import { type Moment } from '../moment.ts';
import { SECOND } from '../values/signal.ts';
import { type Face, facesOf, isUp, linkHistory } from './face.ts';

/** A configured interface by its name. */
function faceOf(at: Moment, name: string): Face | undefined {
  for (const face of facesOf(at)) {
    if (face.dynamic) return undefined;
    if (face.is.name === name) return face;
  }
  return undefined;
}

/** Since when a protocol has had its neighbour behind an interface, and when it last lost it. */
export interface Reach {
  /** Absent while the interface is down, or the neighbour has not answered yet. */
  readonly since?: number;
  readonly lost?: number;
  readonly losses: number;
}

/** @param delay ms from when the interface comes up */
export function reachThrough(at: Moment, name: string, delay: number): Reach {
  const face = faceOf(at, name);
  if (face === undefined) return { losses: 0 };
  const { up, down, downs } = linkHistory(at, face);
  const since = up === undefined ? undefined : up + delay;
  const answers = isUp(at, face) && since !== undefined && since + SECOND <= at.time;
  return {
    ...(answers && { since }),
    ...(down !== undefined && { lost: down }),
    losses: downs,
  };
}
