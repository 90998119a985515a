import { type Family, type FamilyTable } from './family.ts';
import { familyHeader, trailer, type Format } from './format.ts';
import { type SampleBuffer } from './sample-buffer.ts';

const headers: Readonly<Record<Format, WeakMap<Family, string>>> = {
  text: new WeakMap(),
  openmetrics: new WeakMap(),
};

function headerOf(family: Family, format: Format): string {
  let header = headers[format].get(family);
  if (header === undefined) {
    header = familyHeader(family, format);
    headers[format].set(family, header);
  }
  return header;
}

/** One part of an exposition: a table of families and the buffer that holds their samples. */
export interface ExpositionPart {
  readonly families: FamilyTable;
  readonly buffer: SampleBuffer;
}

/** The exposition of all parts: families in table order, each with its header, none that is empty. */
export function renderExposition(parts: readonly ExpositionPart[], format: Format): string {
  let text = '';
  for (const { families, buffer } of parts) {
    for (const key in families) {
      const family = families[key] as Family;
      const lines = buffer.lines(family);
      if (lines !== '') text += headerOf(family, format) + lines;
    }
  }
  return text + trailer(format);
}
