import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { BACKLOG, type BlackHoleRequest, type BlackHoleSetup } from './black-hole.ts';

/**
 * Listens without ever accepting. Everything here happens in one turn of the event loop that does not
 * end: listening needs only microtasks and `nextTick`, and between requests the thread blocks.
 */
const { port, doorbell } = workerData as BlackHoleSetup;
const listeners = new Map<string, Server>();

async function handle({ action, host, port: tcpPort }: BlackHoleRequest): Promise<void> {
  const key = `${host} ${tcpPort}`;
  if (action === 'release') {
    listeners.get(key)?.close();
    listeners.delete(key);
    return;
  }
  const server = createServer();
  server.listen({ host, port: tcpPort, backlog: BACKLOG });
  await once(server, 'listening');
  listeners.set(key, server);
}

for (let rung = 0; ; rung = Atomics.load(doorbell, 0)) {
  for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
    const problem = await handle(received.message as BlackHoleRequest).then(
      () => '',
      (error: unknown) => String(error),
    );
    port.postMessage(problem);
  }
  Atomics.wait(doorbell, 0, rung);
}
