import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './configs.ts';
import { run } from './run.ts';

/**
 * Lays out in `folder` what the image and the systemd unit start: the built JavaScript, not the sources.
 * @returns the path of bin/tikscope.js in it
 * @throws Error with the compiler's output if it cannot be built
 */
export async function buildDistribution(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await buildSources(path.join(folder, 'dist'));
  await cp(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  await cp(path.join(ROOT, 'bin'), path.join(folder, 'bin'), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return path.join(folder, 'bin/tikscope.js');
}

/** `npm run build` into `dist`, without the check of types, which has its own step. @throws Error as above */
export async function buildSources(dist: string): Promise<void> {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const project = path.join(ROOT, 'tsconfig.build.json');
  const { code, output } = await run(process.execPath, [tsc, '-p', project, '--outDir', dist, '--noCheck']);
  if (code !== 0) throw new Error(`cannot build ${dist}: ${output}`);
}
