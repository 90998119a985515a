/** Before the tests: installs the programs that they check against, or says what will be skipped without them. */
import { ensureTools } from '../dashboards/preview/tools.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';

const log = (line: string): void => console.error(line);
for (const ensure of [() => ensurePrograms(surroundings(log)), () => ensureTools(log)]) {
  const { missing } = await ensure();
  if (missing !== undefined) log(`${missing}\nTests that need this are skipped.`);
}
