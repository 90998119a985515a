import { encodeSentence } from '../../exporter/routeros/words.ts';
import { type Faults } from '../faults.ts';
import { mix } from '../values/random.ts';
import { sentence, type Step, wait } from './steps.ts';

/** Time for what was sent to be read by the peer, before a reset takes it away; ms. */
const BEFORE_RESET = 20;
const FILLER = Buffer.alloc(16 * 1024, 'A');
const STRAY_ROWS = Buffer.concat(
  Array<Buffer>(256).fill(encodeSentence(['!re', '=name=stray', '=rx-byte=1', '.tag=nobody'])),
);

/** The steps of a reply as the faults of replies leave them. `key` makes the garbage. */
export function spoiled(steps: Iterable<Step>, faults: Faults, key: number): Iterable<Step> {
  const garbage = faults.get('garbage');
  if (garbage) return [{ kind: 'raw', bytes: noise(key, garbage.bytes) }];
  if (faults.has('endless-word')) return endlessWord();
  if (faults.has('flood')) return flood();
  if (faults.has('reset')) return cutByReset(steps);
  if (faults.has('fatal')) return cutByFatal(steps);
  return steps;
}

function noise(key: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let offset = 0; offset < length; offset += 1) bytes[offset] = mix(key, offset) & 0xff;
  return bytes;
}

function* endlessWord(): Generator<Step> {
  yield { kind: 'raw', bytes: Buffer.from([0x03, ...Buffer.from('!re'), 0xf0, 0x7f, 0xff, 0xff, 0xff]) };
  for (;;) yield { kind: 'raw', bytes: FILLER };
}

function* flood(): Generator<Step> {
  for (;;) yield { kind: 'raw', bytes: STRAY_ROWS };
}

function* cutByReset(steps: Iterable<Step>): Generator<Step> {
  for (const step of steps) {
    if (step.kind !== 'sentence') continue;
    const bytes = encodeSentence(step.words);
    yield { kind: 'raw', bytes: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
    yield wait(BEFORE_RESET);
    yield { kind: 'end', how: 'reset' };
    return;
  }
}

function* cutByFatal(steps: Iterable<Step>): Generator<Step> {
  for (const step of steps) {
    if (step.kind !== 'sentence') continue;
    yield step;
    yield sentence('!fatal', 'out of memory');
    yield { kind: 'end', how: 'close' };
    return;
  }
}
