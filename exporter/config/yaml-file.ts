import {
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { ConfigError, type ConfigProblem, type Place } from './problem.ts';

/** Keys and indices from the top of a file to a value. */
export type Path = readonly (string | number)[];

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** Problems of one file that are told; the rest is counted. */
const MAX_PROBLEMS = 20;

/** Values of one file once its aliases are written out; what passes this is a mistake, or an attack. */
const MAX_VALUES = 2_000_000;

/**
 * What is wrong with a text that is not YAML, by the parser's code. The parser's own messages
 * quote the text, and with it the passwords in it.
 */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'a value that starts with * is an alias; put it in quotes if it is text',
  BAD_DQ_ESCAPE: 'unknown escape in a double-quoted text; use single quotes, or write \\\\ for a backslash',
  BAD_INDENT: 'wrong indentation, or a bracket or quote that is not closed',
  BAD_SCALAR_START: 'a value cannot start with @ or `; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a nested map cannot start on this line; is a line break, or a quote, missing?',
  BLOCK_IN_FLOW: 'a list or map in brackets cannot hold an indented one',
  MISSING_CHAR:
    'a character is missing here or above: a closing quote or bracket, a colon, a comma, or a space after one of them',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line and end in a colon; is a colon missing?',
  MULTIPLE_DOCS: 'only one document is allowed in a file; remove the line ---',
  RESOURCE_EXHAUSTION: 'lists and maps are nested too deeply',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  TAG_RESOLVE_FAILED:
    'a value that starts with ! is a tag, and tags are not supported; put it in quotes if it is text',
  UNEXPECTED_TOKEN: 'unexpected text; is an indentation, a quote, or a comma missing?',
};

const OTHER_SYNTAX = 'this is not YAML';

/**
 * A YAML file as plain values, that knows where each of them stands and gathers what is wrong with them.
 */
export class YamlFile {
  readonly name: string;
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #anchors = new Map<
    string,
    { readonly node: Node; readonly value: unknown; readonly size: number }
  >();
  readonly #targets = new Map<Node, Node>();
  /** By the path of the faulty value and of all its parents. */
  readonly #faults = new Map<string, Fault[]>();
  readonly #faulty = new Set<string>();
  #size = 0;

  /** @throws ConfigError if the text is not YAML */
  constructor(name: string, text: string) {
    this.name = name;
    try {
      this.#document = parseDocument(text, {
        lineCounter: this.#lines,
        prettyErrors: false,
        uniqueKeys: false,
      });
      this.#reportSyntax(text, [...this.#document.errors, ...this.#document.warnings]);
      if (this.#faults.size > 0) throw new ConfigError(this.problems());
      this.value = this.#plain(this.#document.contents, []);
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      throw new ConfigError([{ file: name, message: 'its lists and maps are nested too deeply' }]);
    }
  }

  /** Notes what is wrong with the value, or the key, at `path`. */
  report(path: Path, message: string, at: 'value' | 'key' = 'value'): void {
    this.#add(path, this.#offset(path, at), message);
  }

  /** What was reported of the value at `path` and below it, in the order of the file. */
  problems(path: Path = []): readonly ConfigProblem[] {
    const faults = [...(this.#faults.get(JSON.stringify(path)) ?? [])].sort((a, b) => a.offset - b.offset);
    const problems = faults
      .slice(0, MAX_PROBLEMS)
      .map(({ offset, message }) => ({ ...this.#placeAt(offset), message }));
    const rest = faults.length - problems.length;
    return rest === 0 ? problems : [...problems, { file: this.name, message: `${rest} further problems` }];
  }

  /** Where the value at `path` stands; where its nearest parent does if it is not written. */
  place(path: Path): Place {
    return this.#placeAt(this.#offset(path, 'value'));
  }

  /** The first error of each line: the others follow from it. */
  #reportSyntax(text: string, errors: readonly YAMLError[]): void {
    const told = new Set<number>();
    for (const { code, pos } of errors) {
      const { line, col } = this.#lines.linePos(pos[0]);
      if (told.has(line)) continue;
      told.add(line);
      const indent = text.slice(pos[0] - (col - 1), pos[0] + 1);
      const cause = /^ *\t/.test(indent) ? 'TAB_AS_INDENT' : code;
      this.#add([], pos[0], SYNTAX[cause] ?? OTHER_SYNTAX);
    }
  }

  #placeAt(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.name, line, column: col };
  }

  /** A second fault of the same value would follow from the first. */
  #add(path: Path, offset: number, message: string): void {
    const value = JSON.stringify([path, offset]);
    if (this.#faulty.has(value)) return;
    this.#faulty.add(value);
    for (let depth = 0; depth <= path.length; depth++) {
      const key = JSON.stringify(path.slice(0, depth));
      const faults = this.#faults.get(key);
      if (faults === undefined) this.#faults.set(key, [{ offset, message }]);
      else faults.push({ offset, message });
    }
  }

  #plain(node: Node | null, path: Path): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.#aliased(node.source, node, path);
    const before = this.#size;
    this.#grow(1);
    const value = isMap<Node, Node | null>(node)
      ? this.#plainMap(node.items, path)
      : isSeq<Node>(node)
        ? node.items.map((item, index) => this.#plain(item, [...path, index]))
        : isScalar(node)
          ? node.value
          : null;
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { node, value, size: this.#size - before });
    return value;
  }

  #plainMap(pairs: readonly { key: Node; value: Node | null }[], path: Path): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name === undefined || name === '__proto__') {
        this.#add([...path, ''], startOf(key), 'a list, a map or __proto__ cannot be a key');
      } else if (Object.hasOwn(map, name)) {
        this.#add([...path, name], startOf(key), `a key is written twice ${within(path)}; remove one`);
      } else {
        map[name] = this.#plain(value, [...path, name]);
      }
    }
    return map;
  }

  #aliased(source: string, alias: Node, path: Path): unknown {
    const anchor = this.#anchors.get(source);
    if (anchor === undefined) {
      this.#add(path, startOf(alias), SYNTAX['BAD_ALIAS'] ?? OTHER_SYNTAX);
      return null;
    }
    this.#targets.set(alias, anchor.node);
    this.#grow(anchor.size);
    return anchor.value;
  }

  #grow(size: number): void {
    this.#size += size;
    if (this.#size > MAX_VALUES) {
      throw new ConfigError([
        { file: this.name, message: `holds more than ${MAX_VALUES} values, its aliases written out` },
      ]);
    }
  }

  #offset(path: Path, at: 'value' | 'key'): number {
    let node: Node | null = this.#document.contents;
    let offset = startOf(node);
    for (const [index, step] of path.entries()) {
      const parent: Node | null = (node && this.#targets.get(node)) ?? node;
      if (isMap<Node, Node | null>(parent)) {
        const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === step);
        if (pair === undefined) break;
        node = pair.value;
        offset = startOf(node === null || (at === 'key' && index === path.length - 1) ? pair.key : node);
      } else if (isSeq<Node>(parent) && typeof step === 'number') {
        node = parent.items[step] ?? null;
        offset = startOf(node);
      } else {
        break;
      }
    }
    return offset;
  }
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/**
 * `devices[0].labels.site`, also if the file is a bare list of devices; the top of the file has no name. Only words are shown as keys:
 * `{ password:secret }`, its space forgotten, is a key too.
 */
export function show(path: Path): string {
  const text = path.map((step, depth) => {
    if (typeof step === 'number') return depth === 0 ? `devices[${step}]` : `[${step}]`;
    return isWord(step) ? `.${step}` : '.…';
  });
  return text.join('').replace(/^\./, '');
}

export function isWord(key: string): boolean {
  return /^[\w-]+$/.test(key);
}

/** `in devices[0]`, for a message about a key. */
export function within(path: Path): string {
  return path.length === 0 ? 'at the top of the file' : `in ${show(path)}`;
}
