import { createLog } from '../log.ts';

/** A program that logs as many lines as its argument says, tells standard error what became of them, and exits. */
const { logger, output } = createLog({ level: 'info', format: 'json' });
const lines = Number(process.argv[2]);
for (let line = 1; line <= lines; line += 1) logger.info({ line, filler: 'x'.repeat(100) }, 'line');
await output.close();
console.error(JSON.stringify({ waiting: output.bound.level(), dropped: output.bound.dropped() }));
process.exit(0);
