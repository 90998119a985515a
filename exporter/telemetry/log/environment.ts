/**
 * Imported for its effect, before anything that reads DEBUG when it is loaded (Express does): what such libraries print
 * goes past the log, its level and its bound, to a standard error that may block, and is theirs to choose.
 */
delete process.env['DEBUG'];

/** What the operator should know of the environment; undefined if there is nothing. Node reads NODE_DEBUG before us. */
export function environmentWarning(): string | undefined {
  if (process.env['NODE_DEBUG'] === undefined) return undefined;
  return 'NODE_DEBUG is set: Node.js itself writes what it sends and receives to standard error, passwords perhaps included';
}
