import { type z } from 'zod';
import { nearest } from './nearest.ts';
import { isWord, show, within, type Path, type YamlFile } from './yaml-file.ts';

/** The value at `path` as the schema makes it; undefined if it has faults, which are then reported. */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  file: YamlFile,
  path: Path,
): z.output<T> | undefined {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, file, path);
  return undefined;
}

/** Reports a name that is none of the known ones. */
export function reportUnknown(
  file: YamlFile,
  path: Path,
  what: string,
  name: string,
  known: Iterable<string>,
): void {
  const names = [...known];
  file.report(
    path,
    `unknown ${what} "${name}" in ${show(path)}${meant(name, names)} known: ${names.join(', ')}`,
  );
}

function reportIssue(issue: z.core.$ZodIssue, file: YamlFile, base: Path): void {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) reportKey(key, issue.message, file, path);
      return;
    case 'invalid_key':
      for (const { message } of issue.issues) file.report(path, at(path, message), 'key');
      return;
    case 'invalid_union':
      reportUnion(issue, file, path);
      return;
    default:
      file.report(path, isMissing(issue) ? missing(path) : at(path, issue.message));
  }
}

function reportKey(key: string, message: string, file: YamlFile, path: Path): void {
  const allowed = message.replace('allowed: ', '').split(', ');
  const hint = meant(key, allowed);
  file.report(
    [...path, key],
    `unknown key${named(key, path, hint)} ${within(path)}${hint} ${message}`,
    'key',
  );
}

/** In an auth only a misspelling is quoted: anything else may be the password itself. */
function named(key: string, path: Path, hint: string): string {
  const safe = path[0] !== 'auths' || hint !== NO_HINT;
  return safe && isWord(key) ? ` "${key}"` : '';
}

/** A map can only have been meant as the one alternative that is a map: its faults are told. */
function reportUnion(issue: z.core.$ZodIssueInvalidUnion, file: YamlFile, path: Path): void {
  const isMap = typeof issue.input === 'object' && issue.input !== null && !Array.isArray(issue.input);
  const inner = isMap ? (issue.errors.at(-1) ?? []) : [];
  if (inner.length === 0) file.report(path, at(path, issue.message));
  for (const nested of inner) reportIssue(nested, file, path);
}

function at(path: Path, message: string): string {
  return path.length === 0 ? message : `${show(path)}: ${message}`;
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

function missing(path: Path): string {
  return `missing key "${path.at(-1) ?? ''}" ${within(path.slice(0, -1))}`;
}

const NO_HINT = ';';

function meant(name: string, known: Iterable<string>): string {
  const candidate = nearest(name, known);
  return candidate === undefined ? NO_HINT : `; did you mean "${candidate}"?`;
}
