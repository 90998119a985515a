#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `tikscope needs Node.js 24 or newer; this is ${process.version} at ${process.execPath}.\n` +
      'In a checkout, run it by npm (npm start -- --help) or npx (npx tikscope --help): they use the Node.js that npm ci has installed.',
  );
  process.exit(1);
}
module.enableCompileCache?.();

const source = new URL('../exporter/main.ts', import.meta.url);
const built = new URL('../dist/exporter/main.js', import.meta.url);
const { main } = await import(existsSync(source) ? source : built);
process.exit(await main(process.argv.slice(2)));
