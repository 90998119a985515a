/** Before the tests: installs the programs that they check against, or says what will be skipped without them. */
import { ensurePrograms, surroundings } from './stack/programs.ts';

const { missing } = await ensurePrograms(surroundings((line) => console.error(line)));
if (missing !== undefined) console.error(`${missing}\nTests that need these programs are skipped.`);
