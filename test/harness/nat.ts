import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { type TestContext } from 'node:test';

/** A router in between that forwards flows until it forgets them: then it drops their packets without a word. */
export interface Nat {
  /** `127.0.0.1:PORT`, in the place of the device's own address. */
  readonly address: string;
  /** Forgets all flows there are now; new ones are forwarded. */
  readonly forget: () => void;
}

export async function startNat(
  t: Pick<TestContext, 'after'>,
  device: { host: string; port: number },
): Promise<Nat> {
  const flows = new Set<{ readonly sockets: readonly Socket[]; forgotten: boolean }>();
  const server = createServer((inside) => {
    const outside = connect(device.port, device.host);
    const flow = { sockets: [inside, outside], forgotten: false };
    flows.add(flow);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      from.on('error', () => undefined);
      from.on('data', (chunk) => {
        if (!flow.forgotten) to.write(chunk);
      });
      from.on('close', () => {
        if (!flow.forgotten) to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of [...flows].flatMap(({ sockets }) => sockets)) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    forget: () => {
      for (const flow of flows) flow.forgotten = true;
    },
  };
}
