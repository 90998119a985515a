import { type Row, valueText } from './row.ts';

/**
 * The query words of a print, in their order: a stack of booleans, at first of infinitely many true.
 * A row passes if no false is left on it. Source: MikroTik manual, Developer guides / API, "Queries".
 */
export class Query {
  readonly #words: readonly string[];

  /** @param words without the leading `?`. @throws QueryError at an operator that does not exist. */
  constructor(words: readonly string[]) {
    for (const word of words) {
      if (word.startsWith('#') && !/^#[0-9!&|.]*$/.test(word)) throw new QueryError(word);
    }
    this.#words = words;
  }

  passes(row: Row): boolean {
    const stack = new Stack();
    for (const word of this.#words) {
      if (word.startsWith('#')) operate(stack, word.slice(1));
      else stack.push(holds(word, row));
    }
    return stack.allTrue();
  }
}

export class QueryError extends Error {
  override readonly name = 'QueryError';

  constructor(word: string) {
    super(`unknown operator in ?${word}`);
  }
}

class Stack {
  #values: boolean[] = [];

  push(value: boolean): void {
    this.#values.push(value);
  }

  pop(): boolean {
    return this.#values.pop() ?? true;
  }

  /** The value at an index, the top being 0. */
  at(index: number): boolean {
    return this.#values.at(-1 - index) ?? true;
  }

  replaceBy(value: boolean): void {
    this.#values = [value];
  }

  allTrue(): boolean {
    return !this.#values.includes(false);
  }
}

/** An index before another character pushes a copy of that value; at the end of the word it replaces all. */
function operate(stack: Stack, operators: string): void {
  for (const [token] of operators.matchAll(/\d+\.?|[!&|.]/g)) {
    if (token === '!') stack.push(!stack.pop());
    else if (token === '&') stack.push(and(stack.pop(), stack.pop()));
    else if (token === '|') stack.push(or(stack.pop(), stack.pop()));
    else stack.push(stack.at(token === '.' ? 0 : Number.parseInt(token, 10)));
  }
  if (/\d$/.test(operators)) stack.replaceBy(stack.pop());
}

const and = (a: boolean, b: boolean): boolean => a && b;
const or = (a: boolean, b: boolean): boolean => a || b;

function holds(word: string, row: Row): boolean {
  if (word.startsWith('-')) return row(word.slice(1)) === undefined;
  const [, comparison = '=', name = '', wanted] = /^([<>=]?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const value = row(name);
  if (wanted === undefined) return value !== undefined;
  if (value === undefined) return false;
  const text = valueText(value).toString();
  if (comparison === '<') return isLess(text, wanted);
  if (comparison === '>') return isLess(wanted, text);
  return text === wanted;
}

/** Numbers as numbers, everything else as text. */
function isLess(left: string, right: string): boolean {
  const [a, b] = [Number(left), Number(right)];
  const numeric = left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b);
  return numeric ? a < b : left < right;
}
