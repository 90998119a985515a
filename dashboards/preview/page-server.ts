import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { z } from 'zod';
import { PUBLIC_FOLDER } from './bundle.ts';
import { type Drawing, type Report } from './drawing.ts';

/** How long the page may take to draw itself, in milliseconds. */
const PATIENCE = 60_000;

const reportSchema = z.object({ problems: z.array(z.string()) });

/** Serves one drawing on 127.0.0.1, and takes the page's word on what became of it. */
export class PageServer {
  /** Settles when the page has been drawn, or too much time has passed. */
  readonly report: Promise<Report>;
  readonly #server: Server;
  readonly #patience: NodeJS.Timeout;

  private constructor(drawing: Drawing, bundle: string) {
    const { promise, resolve } = Promise.withResolvers<Report>();
    this.report = promise;
    const late: Report = { problems: [`the page has not drawn itself within ${PATIENCE / 1000} s`] };
    this.#patience = setTimeout(() => resolve(late), PATIENCE);
    const app = express()
      .get('/drawing.json', (_, response) => void response.json(drawing))
      .post('/report', express.json(), (request, response) => {
        resolve(reportSchema.parse(request.body));
        response.end();
      })
      .get('/drawn', async (_, response) => {
        await promise;
        response.end();
      })
      // Where @grafana/ui looks for them, `build/` included.
      .use('/public/build', express.static(PUBLIC_FOLDER))
      .use(express.static(bundle))
      .use(express.static(path.join(import.meta.dirname, 'page')));
    this.#server = createServer(app);
  }

  static async start(drawing: Drawing, bundle: string): Promise<PageServer> {
    const page = new PageServer(drawing, bundle);
    page.#server.listen(0, '127.0.0.1');
    await once(page.#server, 'listening');
    return page;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#patience);
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
