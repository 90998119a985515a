import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROOT } from '../stack/configs.ts';

/** What one COPY puts into the image. */
export interface Copy {
  /** The stage it comes from; undefined for the checkout. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

/** The last stage of the Dockerfile: what becomes the image. */
export interface Image {
  readonly copies: readonly Copy[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly healthcheck: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

interface Instruction {
  readonly name: string;
  readonly text: string;
}

const words = z.array(z.string());

export function readImage(): Image {
  const instructions = readInstructions(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8'));
  const stage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM') + 1);
  const text = (wanted: string): string => stage.findLast(({ name }) => name === wanted)?.text ?? '';
  return {
    copies: copiesIn(stage),
    environment: Object.fromEntries(
      [...text('ENV').matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, plain = '']) => [
        name,
        quoted ?? plain,
      ]),
    ),
    user: text('USER'),
    healthcheck: words.parse(JSON.parse(text('HEALTHCHECK').replace(/^.*CMD /, ''))),
    entrypoint: words.parse(JSON.parse(text('ENTRYPOINT'))),
    command: words.parse(JSON.parse(text('CMD'))),
  };
}

/** Every COPY from the checkout, of all stages. */
export function copiedFromCheckout(): readonly string[] {
  return copiesIn(readInstructions(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8')))
    .filter(({ from }) => from === undefined)
    .flatMap(({ sources }) => sources);
}

function readInstructions(text: string): readonly Instruction[] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, text: rest.join(' ') };
    });
}

function copiesIn(instructions: readonly Instruction[]): readonly Copy[] {
  return instructions
    .filter(({ name }) => name === 'COPY')
    .map(({ text }) => {
      const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(text) ?? [];
      const parts = paths.split(' ');
      return { from, sources: parts.slice(0, -1), target: parts.at(-1) ?? '' };
    });
}
