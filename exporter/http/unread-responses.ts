import { type ServerResponse } from 'node:http';
import { type Bounds } from '../telemetry/bound.ts';

/** A scraper that has not read its answer by then is cut off: it holds a probe's place, and bytes. */
const UNREAD_TIME = 30_000;

/** The answers that have been given and not been taken yet. */
export class UnreadResponses {
  #unread = 0;
  #cutOff = 0;
  readonly #unreadTime: number;

  /** @param unreadTime milliseconds */
  constructor(bounds: Bounds, connections: () => number, unreadTime = UNREAD_TIME) {
    this.#unreadTime = unreadTime;
    bounds.add({
      name: 'responses_unread',
      summary: 'its connection is destroyed after 30 s; there cannot be more than connections',
      capacity: connections,
      level: () => this.#unread,
      dropped: () => this.#cutOff,
    });
  }

  /** Watches one response from when it is complete until it has been taken or its connection is gone. */
  watch(response: ServerResponse): void {
    response.once('prefinish', () => {
      // Its client left before it was made: nothing waits, and no event will come.
      if (response.destroyed) return;
      this.#unread += 1;
      const timer = setTimeout(() => {
        this.#cutOff += 1;
        response.destroy();
      }, this.#unreadTime);
      let taken = false;
      const onTaken = (): void => {
        if (taken) return;
        taken = true;
        this.#unread -= 1;
        clearTimeout(timer);
      };
      response.once('finish', onTaken).once('close', onTaken);
    });
  }
}
