import { Resolver as DnsResolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { RouterosError } from '../routeros/errors.ts';
import { type Bounds } from '../telemetry/bound.ts';
import { Places } from './places.ts';

/** All addresses of a name, IPv4 before IPv6; the first is dialled. Rejects if there are none, and when aborted. */
export type Lookup = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface ResolverOptions {
  readonly bounds: Bounds;
  readonly lookup?: Lookup;
  /** Milliseconds for one name, its wait for a place included. */
  readonly timeout?: number;
  /** Names that may be resolved at once. */
  readonly concurrency?: number;
}

/**
 * Host names to addresses, inside bounds of our own: getaddrinfo would queue behind dead names in the
 * four threads that gzip needs too. One look-up a name at a time, and the last good answer serves
 * while the name servers are away.
 */
export class Resolver {
  readonly #lookup: Lookup;
  readonly #timeout: number;
  readonly #places: Places;
  readonly #pending = new Map<string, Promise<readonly string[]>>();
  readonly #lastGood = new Map<string, readonly string[]>();

  constructor({ bounds, lookup = lookupName, timeout = 2000, concurrency = 64 }: ResolverOptions) {
    this.#lookup = lookup;
    this.#timeout = timeout;
    const places = new Places(concurrency, Infinity);
    this.#places = places;
    bounds.add({
      name: 'names_resolving',
      summary: 'a further name waits; after 2 s reason dns, or its last good address',
      capacity: () => concurrency,
      level: () => places.taken,
      dropped: () => places.gaveUp,
    });
  }

  /** The addresses of a host; an address is its own. @throws RouterosError `dns` */
  async resolve(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host];
    const pending = this.#pending.get(host) ?? this.#begin(host);
    try {
      return await pending;
    } catch (error) {
      const lastGood = this.#lastGood.get(host);
      if (lastGood !== undefined) return lastGood;
      throw error;
    }
  }

  /** Forgets the last good addresses of all names that are not in use any more. */
  retain(hosts: ReadonlySet<string>): void {
    for (const host of this.#lastGood.keys()) if (!hosts.has(host)) this.#lastGood.delete(host);
  }

  #begin(host: string): Promise<readonly string[]> {
    const pending = this.#inTime(host).finally(() => this.#pending.delete(host));
    this.#pending.set(host, pending);
    return pending;
  }

  async #inTime(host: string): Promise<readonly string[]> {
    const late = new AbortController();
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.abort();
      reject(new Error(`no answer within ${this.#timeout} ms`));
    }, this.#timeout);
    try {
      const addresses = await Promise.race([this.#inPlace(host, late.signal), expired]);
      this.#lastGood.set(host, addresses);
      return addresses;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new RouterosError('dns', `"${host}" has no address: ${why}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Looks up once there is a place. The place is taken until the look-up itself has ended. */
  async #inPlace(host: string, signal: AbortSignal): Promise<readonly string[]> {
    const release = await this.#places.enter(this.#timeout, signal);
    if (release === undefined) throw new Error(`${this.#places.capacity} other names are being resolved`);
    try {
      return await this.#lookup(host, signal);
    } finally {
      release();
    }
  }
}

/** The hosts file first, as everyone expects, then the name servers. */
async function lookupName(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const listed = await lookupHostsFile(host);
  if (listed.length > 0) return listed;
  signal.throwIfAborted();
  const resolver = new DnsResolver({ timeout: 1000, tries: 2 });
  signal.addEventListener('abort', () => {
    resolver.cancel();
  });
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0 && v4.status === 'rejected') throw v4.reason;
  return addresses;
}

async function lookupHostsFile(host: string): Promise<readonly string[]> {
  const text = await readFile('/etc/hosts', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    return names.includes(host) && isIP(address) !== 0 ? [address] : [];
  });
}
