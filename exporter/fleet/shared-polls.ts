/** One poll of a device, joined by every request that asks the same of it while it runs. */
export interface SharedPoll<P> {
  readonly poll: P;
  /** True if another request had begun it. */
  readonly joined: boolean;
  /** Each joins once and leaves once; the last to leave aborts the poll. */
  readonly leave: () => void;
}

/** Something that runs until `ended`, and sooner if its signal aborts. `ended` never rejects. */
export interface Poll {
  /** performance.now() at which it stops waiting for the device. */
  readonly deadline: number;
  readonly ended: Promise<void>;
}

interface Entry<P> {
  readonly poll: P;
  readonly abort: AbortController;
  members: number;
  ended: boolean;
}

/**
 * Two Prometheus replicas scrape every device at about the same time: the router is asked once.
 * Nothing is kept after a poll has ended, so nobody is ever answered with old values.
 */
export class SharedPolls<P extends Poll> {
  readonly #running = new Map<string, Entry<P>>();

  /**
   * @param key equal for requests that may share: device, auth and modules
   * @param lasts performance.now() until which a poll must go on to be of use: somebody's curl with
   * a short timeout must not end Prometheus' scrape
   */
  join(key: string, lasts: number, begin: (signal: AbortSignal) => P): SharedPoll<P> {
    const found = this.#running.get(key);
    const running = found !== undefined && found.poll.deadline >= lasts ? found : undefined;
    const entry = running ?? this.#begin(key, begin);
    entry.members += 1;
    let member = true;
    const leave = (): void => {
      if (!member) return;
      member = false;
      entry.members -= 1;
      if (entry.members > 0 || entry.ended) return;
      this.#forget(key, entry);
      entry.abort.abort();
    };
    return { poll: entry.poll, joined: running !== undefined, leave };
  }

  #begin(key: string, begin: (signal: AbortSignal) => P): Entry<P> {
    const abort = new AbortController();
    const entry: Entry<P> = { poll: begin(abort.signal), abort, members: 0, ended: false };
    this.#running.set(key, entry);
    void entry.poll.ended.then(() => {
      entry.ended = true;
      this.#forget(key, entry);
    });
    return entry;
  }

  #forget(key: string, entry: Entry<P>): void {
    if (this.#running.get(key) === entry) this.#running.delete(key);
  }
}
