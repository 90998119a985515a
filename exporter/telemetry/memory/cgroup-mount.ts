import { existsSync } from 'node:fs';
import path from 'node:path';
import { readText } from './pseudo-file.ts';

export type CgroupVersion = 1 | 2;

/** Where a cgroup of this process is to be read. */
export interface CgroupFolder {
  readonly folder: string;
  /** The uppermost folder that is visible from here: `folder` itself or above it. */
  readonly mount: string;
}

/**
 * The cgroup of this process in the hierarchy that accounts memory (version 1), or in the unified one (version 2).
 * @param root the root of the file system
 */
export function findCgroup(root: string, version: CgroupVersion): CgroupFolder | undefined {
  const own = ownPath(readText(path.join(root, 'proc/self/cgroup')) ?? '', version);
  const mounted = findMount(readText(path.join(root, 'proc/self/mountinfo')) ?? '', version);
  if (own === undefined || mounted === undefined) return undefined;
  const mount = path.resolve(root, `.${mounted.point}`);
  // In a container, a mount begins at the container's cgroup, and the path that we are told may begin above it.
  const below = mounted.root === '/' ? own : within(own, mounted.root);
  const folder = path.resolve(mount, `.${below ?? ''}`);
  const visible = within(folder, mount) !== undefined && existsSync(path.join(folder, 'cgroup.procs'));
  return { folder: visible ? folder : mount, mount };
}

/** From lines `number:controllers:path`; the unified hierarchy is number 0 and names no controllers. */
function ownPath(text: string, version: CgroupVersion): string | undefined {
  for (const line of text.split('\n')) {
    const [, number, controllers = '', own] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    const wanted = version === 2 ? number === '0' : controllers.split(',').includes('memory');
    if (wanted) return own;
  }
  return undefined;
}

interface Mount {
  /** The path inside the hierarchy that is mounted. */
  readonly root: string;
  readonly point: string;
}

/** From lines `36 35 0:32 ROOT POINT rw,… - cgroup cgroup rw,memory`. */
function findMount(text: string, version: CgroupVersion): Mount | undefined {
  for (const line of text.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const [type, , options = ''] = right.split(' ');
    const wanted =
      version === 2 ? type === 'cgroup2' : type === 'cgroup' && options.split(',').includes('memory');
    const [, , , root, point] = left.split(' ');
    if (wanted && root !== undefined && point !== undefined)
      return { root: unescape(root), point: unescape(point) };
  }
  return undefined;
}

/** `mountinfo` writes a blank as `\040`. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

function within(own: string, root: string): string | undefined {
  return own === root || own.startsWith(`${root}/`) ? own.slice(root.length) : undefined;
}
