import { createServer } from 'node:net';

/** Below the ports that the kernel gives to outgoing connections: one of those may take a port between two looks. */
const FIRST = 15_000;
const LAST = 32_000;

const given = new Set<number>();

/** A free TCP port of 127.0.0.1, never the same twice in a process: the preferred one if nobody has it. */
export async function freePort(preferred?: number): Promise<number> {
  const port = preferred ?? FIRST + Math.floor(Math.random() * (LAST - FIRST));
  if (given.has(port) || !(await isFree(port))) return await freePort();
  given.add(port);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve(true));
    });
  });
}
