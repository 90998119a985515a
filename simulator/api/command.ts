/** One command sentence, taken apart. */
export interface Command {
  /** `/interface/print` */
  readonly path: string;
  /** `/interface` */
  readonly menu: string;
  /** `print` */
  readonly verb: string;
  readonly tag: string | undefined;
  /** `=name=value` and `.name=value`; the leading dot of `.proplist` is gone. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Query words in their order, without the `?`. */
  readonly query: readonly string[];
}

export function parseCommand(words: readonly string[]): Command {
  const path = words[0] ?? '';
  const slash = path.lastIndexOf('/');
  const parameters = new Map<string, string>();
  const query: string[] = [];
  let tag: string | undefined;
  for (const word of words.slice(1)) {
    if (word.startsWith('?')) {
      query.push(word.slice(1));
      continue;
    }
    const [, name = '', value = ''] = /^=?\.?([^=]*)=?(.*)$/s.exec(word) ?? [];
    if (word.startsWith('.tag=')) tag = value;
    else parameters.set(name, value);
  }
  return {
    path,
    menu: path.slice(0, slash),
    verb: path.slice(slash + 1),
    tag: tag || undefined,
    parameters,
    query,
  };
}
