import { FAULTS } from './faults.ts';
import { FLAGS } from './flags.ts';

const USAGE = `usage: tikscope simulate [<flags>]
       tikscope simulate fault NAME FAULT [--for=60s] [--option=NAME=VALUE]… [--control.address=HOST:PORT]
       tikscope simulate heal NAME [FAULT] [--control.address=HOST:PORT]

A fleet of RouterOS devices on the real wire protocol, with faults on demand.
`;

export function helpPage(): string {
  return `${USAGE}\nFlags:\n${flagLines()}\n\nFaults:\n${faultLines()}`;
}

function flagLines(): string {
  return Object.entries(FLAGS)
    .map(([name, flag]) => `  --${name}=${flag.default || '""'}\n      ${flag.help}`)
    .join('\n');
}

function faultLines(): string {
  return Object.entries(FAULTS)
    .map(([name, { summary, options }]) => {
      const lines = Object.entries(options).map(
        ([option, { summary: what, default: standard }]) => `\n      ${option}=${standard}  ${what}`,
      );
      return `  ${name.padEnd(16)} ${summary}${lines.join('')}`;
    })
    .join('\n');
}
