import { type Row, valueText } from '../menus/row.ts';

/** One word, or one operator of a word, ready to be run for a row. */
type Operation = (stack: Stack, row: Row) => void;

/**
 * The query words of a print, in their order: a stack of booleans, at first of infinitely many true.
 * A row passes if no false is left on it. Source: MikroTik manual, Developer guides / API, "Queries".
 */
export class Query {
  readonly #operations: readonly Operation[];

  /** @param words without the leading `?`. @throws QueryError at an operator that does not exist. */
  constructor(words: readonly string[]) {
    this.#operations = words.flatMap((word) => (word.startsWith('#') ? operators(word) : [test(word)]));
  }

  passes(row: Row): boolean {
    if (this.#operations.length === 0) return true;
    const stack = new Stack();
    for (const operation of this.#operations) operation(stack, row);
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

const not: Operation = (stack) => stack.push(!stack.pop());

const and: Operation = (stack) => {
  const [top, below] = [stack.pop(), stack.pop()];
  stack.push(top && below);
};

const or: Operation = (stack) => {
  const [top, below] = [stack.pop(), stack.pop()];
  stack.push(top || below);
};

function copyOf(index: number): Operation {
  return (stack) => stack.push(stack.at(index));
}

function onlyOf(index: number): Operation {
  return (stack) => stack.replaceBy(stack.at(index));
}

const OPERATORS: Readonly<Record<string, Operation>> = { '!': not, '&': and, '|': or, '.': copyOf(0) };

/** An index before another character pushes a copy of that value; at the end of the word it replaces all. */
function operators(word: string): Operation[] {
  if (!/^#[0-9!&|.]*$/.test(word)) throw new QueryError(word);
  return [...word.matchAll(/\d+(?<last>$)|\d+\.?|[!&|.]/g)].map(([token, last]) => {
    const index = Number.parseInt(token, 10);
    return OPERATORS[token] ?? (last === undefined ? copyOf(index) : onlyOf(index));
  });
}

/** `name`, `-name`, `name=value` or `=name=value`, `<name=value`, `>name=value` */
function test(word: string): Operation {
  const [, sign = '', name = '', wanted] = /^([-<>=]?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  return (stack, row) => {
    const value = row(name);
    if (sign === '-') stack.push(value === undefined);
    else if (value === undefined || wanted === undefined) stack.push(value !== undefined);
    else
      stack.push(
        holds(sign, valueText(value).toString(), typeof value === 'boolean' ? asFlag(wanted) : wanted),
      );
  };
}

function holds(sign: string, value: string, wanted: string): boolean {
  if (sign === '<') return isLess(value, wanted);
  if (sign === '>') return isLess(wanted, value);
  return value === wanted;
}

/** RouterOS takes yes and no for a flag too, as its console does. */
function asFlag(wanted: string): string {
  return { yes: 'true', no: 'false' }[wanted] ?? wanted;
}

/** Numbers as numbers, everything else as text. */
function isLess(left: string, right: string): boolean {
  const [a, b] = [Number(left), Number(right)];
  const numeric = left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b);
  return numeric ? a < b : left < right;
}
