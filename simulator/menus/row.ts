/** A property of a row, before it is written: RouterOS has text only. A Buffer is text that is not UTF-8. */
export type Value = string | number | boolean | Buffer;

/** A row as a question: the value of a property, computed when asked; undefined if the row does not have it. */
export type Row = (property: string) => Value | undefined;

export function valueText(value: Value): string | Buffer {
  return typeof value === 'string' || Buffer.isBuffer(value) ? value : String(value);
}
