import { readFileSync } from 'node:fs';
import { type TableRow, type Tables } from './table-device.ts';

/**
 * Reads a fixture: a menu's path on a line of its own, then its rows, each `!re` and the words that follow it, as
 * on the wire. Lines that start with `#` say where the answers are from. A menu without rows is an empty table.
 */
export function readFixture(file: URL): Tables {
  const tables: Record<string, TableRow[]> = {};
  let rows: TableRow[] = [];
  let row: Record<string, string> = {};
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (line === '' || line.startsWith('#')) return;
      const word = /^=([^=]+)=(.*)$/.exec(line);
      if (line.startsWith('/')) {
        rows = tables[line] = [];
      } else if (line === '!re') {
        row = {};
        rows.push(row);
      } else if (word !== null) {
        row[word[1] as string] = word[2] as string;
      } else {
        throw new Error(`${file.pathname}:${index + 1}: neither a menu, "!re" nor a word: ${line}`);
      }
    });
  return tables;
}
