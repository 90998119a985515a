import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const notification = z.object({
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
    }),
  ),
});

export type Notified = z.infer<typeof notification>['alerts'][number];

/** What pages people in production: a webhook that Alertmanager calls. It keeps what it was told. */
export class WebhookReceiver {
  readonly url: string;
  readonly #server: Server;
  readonly #notified: Notified[];

  private constructor(url: string, server: Server, notified: Notified[]) {
    this.url = url;
    this.#server = server;
    this.#notified = notified;
  }

  static async start(): Promise<WebhookReceiver> {
    const notified: Notified[] = [];
    const server = createServer((request, response) => {
      json(request)
        .then((body) => {
          notified.push(...notification.parse(body).alerts);
          response.end();
        })
        .catch((error: unknown) => {
          response.writeHead(400).end(String(error));
        });
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.on('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address !== null) resolve(address.port);
      });
    });
    return new WebhookReceiver(`http://127.0.0.1:${port}/`, server, notified);
  }

  /** Everything notified so far, oldest first. */
  get notified(): readonly Notified[] {
    return this.#notified;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
