/** Longer label values are cut: one comment must not meet Prometheus' label_value_length_limit. */
export const MAX_LABEL_VALUE_LENGTH = 128;

/**
 * Labels of a sample, rendered once and used for all samples of a row.
 * The type parameter is invariant: a set with a label too many or too few does not compile.
 */
export interface LabelSet<L extends string = string> {
  /** `a="x",b="y"`, escaped. */
  readonly text: string;
  /** UTF-16 units of its longest value, as it is written. */
  readonly longest: number;
  /** Whether a value was cut. */
  readonly cut: boolean;
  readonly names?: (name: L) => L;
}

/** The label set of a family without labels. */
export const NO_LABELS: LabelSet<never> = { text: '', longest: 0, cut: false };

/**
 * Renders labels in the order of the object's keys, which must be the family's order.
 * An unknown value is the empty label, which Prometheus takes for no label at all.
 */
export function labels<L extends string>(values: Readonly<Record<L, string | undefined>>): LabelSet<L> {
  let text = '';
  let longest = 0;
  let cut = false;
  for (const name in values) {
    const whole = values[name] ?? '';
    const value = cutLabelValue(whole);
    if (value.length > longest) longest = value.length;
    if (value.length < whole.length) cut = true;
    text += `${text === '' ? '' : ','}${name}="${escapeLabelValue(value)}"`;
  }
  return { text, longest, cut };
}

/** Escapes backslash, quote and line feed, as both formats want it. */
function escapeLabelValue(value: string): string {
  if (!/[\\"\n]/.test(value)) return value;
  return value.replace(/[\\"\n]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** Never cuts through a surrogate pair: half of one is not valid UTF-8. */
function cutLabelValue(value: string): string {
  if (value.length <= MAX_LABEL_VALUE_LENGTH) return value;
  const last = value.charCodeAt(MAX_LABEL_VALUE_LENGTH - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return value.slice(0, MAX_LABEL_VALUE_LENGTH - (isHighSurrogate ? 1 : 0));
}
