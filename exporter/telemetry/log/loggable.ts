const SECRET = '<secret>';
/** Deeper, nothing is told; it is also what ends a cycle. */
const DEPTH = 6;

/** Keys, without their dashes and underlines, whose value never reaches the log, however deep it is. */
const SECRET_KEYS =
  /(password|passwd|passphrase|secret|token|authorization|cookie|credentials?|apikey|privatekey|presharedkey)$/i;
/** `key` is what TLS calls a private key; `headers` may carry a credential under any name. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['key', 'pfx', 'pass', 'headers', 'rawheaders']);

/**
 * What the log may show of a value: secrets are `<secret>`, bytes their number, and an error is its type, message,
 * code and cause, whatever else a library has hung on it (a request, its headers, a configuration).
 */
export function loggable(value: unknown, withStacks: boolean, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEPTH) return '…';
  const inside = (inner: unknown): unknown => loggable(inner, withStacks, depth + 1);
  if (value instanceof Error) return describe(value, withStacks, inside);
  if (ArrayBuffer.isView(value)) return `<${value.byteLength} bytes>`;
  if (Array.isArray(value)) return value.map(inside);
  // A Date, a Secret: it knows best what it is in JSON.
  if ('toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isSecret(key) ? SECRET : inside(inner)]),
  );
}

function describe(error: Error, withStacks: boolean, inside: (value: unknown) => unknown): object {
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...('code' in error && { code: inside(error.code) }),
    ...(cause !== undefined && { cause: inside(cause) }),
    ...(withStacks && { stack }),
  };
}

function isSecret(key: string): boolean {
  const plain = key.replaceAll(/[-_]/g, '');
  return SECRET_KEYS.test(plain) || SECRET_WORDS.has(plain.toLowerCase());
}

/** The line without the user and password that an address in any of its texts may carry. */
export function withoutUserInfo(line: string): string {
  return line.replaceAll(/:\/\/[^\s/"]+@/g, `://${SECRET}@`);
}
