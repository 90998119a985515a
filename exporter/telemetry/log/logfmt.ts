/** One line of logfmt for a line of JSON, in the same order; what is nested gets dotted keys: `err.code=dns`. */
export function toLogfmt(json: string): string {
  return `${pairs('', JSON.parse(json) as object).join(' ')}\n`;
}

function pairs(prefix: string, fields: object): string[] {
  return Object.entries(fields).flatMap(([key, value]: [string, unknown]) => {
    const name = prefix + formatKey(key);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return pairs(`${name}.`, value);
    return `${name}=${formatValue(typeof value === 'string' ? value : JSON.stringify(value))}`;
  });
}

/** A key has no quotes, so what would end it becomes an underline. */
function formatKey(key: string): string {
  return key === '' ? '_' : key.replaceAll(/[^\p{L}\p{N}_.:/@-]/gu, '_');
}

/** Quoted as JSON if it would not be one word otherwise. */
function formatValue(text: string): string {
  return /^[^\s"=\\\p{C}]+$/u.test(text) ? text : JSON.stringify(text);
}
