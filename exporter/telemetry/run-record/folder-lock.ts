import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';

const NAME = 'lock';

/**
 * Keeps a folder for this process: a socket in it that somebody listens to. The kernel lets go of it whatever way
 * the process ends, and it holds between containers that share the folder, where process numbers say nothing.
 * @returns what gives the folder back
 * @throws Error if another process has it, or no socket can be made in it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const file = path.join(folder, NAME);
  if (await answers(file)) {
    throw new Error(`${folder} is in use by another exporter: give each one a folder of its own`);
  }
  await rm(file, { force: true });
  const server = createServer((socket) => socket.destroy());
  server.unref().listen(file);
  await once(server, 'listening');
  return () => void server.close();
}

async function answers(file: string): Promise<boolean> {
  const socket = connect(file);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
