import { Resolver as DnsResolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { RouterosError } from '../routeros/errors.ts';
import { type Bounds } from '../telemetry/bound.ts';

/** All addresses of a name, in the order in which they are to be tried. Throws if there are none. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export interface ResolverOptions {
  readonly bounds: Bounds;
  readonly lookup?: Lookup;
  /** Milliseconds for one name. */
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
  readonly #pending = new Map<string, Promise<readonly string[]>>();
  readonly #lastGood = new Map<string, readonly string[]>();
  readonly #concurrency: number;
  #refused = 0;

  constructor({ bounds, lookup = lookupName, timeout = 2000, concurrency = 64 }: ResolverOptions) {
    this.#lookup = lookup;
    this.#timeout = timeout;
    this.#concurrency = concurrency;
    bounds.add({
      name: 'names_resolving',
      summary: 'a further name is not resolved: reason dns, or its last good address',
      capacity: () => concurrency,
      level: () => this.#pending.size,
      dropped: () => this.#refused,
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
    if (this.#pending.size >= this.#concurrency) {
      this.#refused += 1;
      return Promise.reject(
        new RouterosError('dns', `"${host}" was not resolved: ${this.#concurrency} names are being resolved`),
      );
    }
    const pending = this.#bounded(host).finally(() => this.#pending.delete(host));
    this.#pending.set(host, pending);
    return pending;
  }

  async #bounded(host: string): Promise<readonly string[]> {
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new Error(`no answer within ${this.#timeout} ms`));
    }, this.#timeout);
    try {
      const addresses = await Promise.race([this.#lookup(host), expired]);
      this.#lastGood.set(host, addresses);
      return addresses;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new RouterosError('dns', `"${host}" has no address: ${why}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The hosts file first, as everyone expects, then the name servers: IPv4 addresses before IPv6 ones. */
async function lookupName(host: string): Promise<readonly string[]> {
  const listed = await lookupHostsFile(host);
  if (listed.length > 0) return listed;
  const resolver = new DnsResolver({ timeout: 1000, tries: 2 });
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
