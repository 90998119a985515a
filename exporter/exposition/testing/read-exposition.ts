/** One sample as a scraper reads it. */
interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An exposition as a scraper reads it: its comment lines and its samples. */
interface ReadExposition {
  readonly comments: readonly string[];
  readonly samples: readonly ReadSample[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/;

/**
 * Reads an exposition strictly, written from the text of the formats and not from our writer.
 * @throws Error at the first line that is neither a comment nor a sample
 */
export function readExposition(text: string): ReadExposition {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line does not end');
  const lines = text.split('\n').slice(0, -1);
  const comments = lines.filter((line) => line.startsWith('#'));
  return { comments, samples: lines.filter((line) => !line.startsWith('#')).map(readSample) };
}

function readSample(line: string): ReadSample {
  const [, name, labelText = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`not a sample: ${line}`);
  const labels: Record<string, string> = {};
  let rest = labelText;
  while (rest !== '') {
    const [whole, label, text] = LABEL.exec(rest) ?? [];
    if (whole === undefined || label === undefined || text === undefined)
      throw new Error(`not labels: ${rest}`);
    labels[label] = text.replace(/\\(.)/gs, (_, character: string) => (character === 'n' ? '\n' : character));
    rest = rest.slice(whole.length);
  }
  return { name, labels, value: readValue(value) };
}

function readValue(text: string): number {
  switch (text) {
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    case 'NaN':
      return NaN;
    default:
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) throw new Error(`not a value: ${text}`);
      return Number(text);
  }
}
