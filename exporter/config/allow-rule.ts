import { BlockList, isIP } from 'node:net';
import { type ConfigProblem } from './problem.ts';
import { type TlsConfig } from './tls.ts';

interface AllowRuleOptions {
  /** IP addresses, CIDR ranges and host names; each must have passed {@link isAllowable}. */
  readonly addresses: readonly string[];
  readonly auths: readonly string[];
  readonly tls: TlsConfig | undefined;
  readonly fault: ConfigProblem | undefined;
}

/** IPv4 addresses, also those written as IPv6. */
const ALL_IPV4 = new BlockList();
ALL_IPV4.addSubnet('0.0.0.0', 0, 'ipv4');

/** Which targets may be probed without being configured, with which auths, and how. */
export class AllowRule {
  readonly addresses: readonly string[];
  readonly auths: readonly string[];
  readonly tls: TlsConfig | undefined;
  /** Why its targets cannot be polled, though they are allowed. */
  readonly fault: ConfigProblem | undefined;
  /** By family: Node holds an IPv4 address against IPv6 ranges too, and `::/0` would cover all of IPv4. */
  readonly #ranges = { ipv4: new BlockList(), ipv6: new BlockList() };
  readonly #hosts = new Set<string>();

  constructor(options: AllowRuleOptions) {
    this.addresses = options.addresses;
    this.auths = options.auths;
    this.tls = options.tls;
    this.fault = options.fault;
    for (const address of options.addresses) {
      const range = parseRange(address);
      if (range === undefined) this.#hosts.add(canonicalHost(address));
      else this.#ranges[range.family].addSubnet(range.network, range.prefix, range.family);
    }
  }

  /** True if the rule covers an IP address; an IPv4 address written as IPv6 (`::ffff:10.0.0.1`) counts as IPv4. */
  allowsAddress(address: string): boolean {
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (isIP(address) === 0) return false;
    return this.#ranges[ALL_IPV4.check(address, family) ? 'ipv4' : 'ipv6'].check(address, family);
  }

  /** True if the rule names this very host, whatever it resolves to. */
  allowsHost(host: string): boolean {
    return this.#hosts.has(canonicalHost(host));
  }
}

/** True for an IP address, a CIDR range or a host name. */
export function isAllowable(text: string): boolean {
  return parseRange(text) !== undefined || (isIP(text) === 0 && isHostName(text));
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i;

/**
 * True for a DNS name of at most 253 characters. One whose last label is a number is none: `192.0.2.300` is a
 * mistyped address, and resolvers read `127.1` as one.
 */
export function isHostName(text: string): boolean {
  const labels = canonicalHost(text).split('.');
  return (
    text.length <= 253 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

interface Range {
  readonly network: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseRange(text: string): Range | undefined {
  const match = /^(?<network>[0-9a-f.:]+)(?:\/(?<prefix>\d{1,3}))?$/i.exec(text);
  const network = match?.groups?.['network'] ?? '';
  const version = isIP(network);
  if (version === 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(match?.groups?.['prefix'] ?? bits);
  return prefix > bits ? undefined : { network, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** DNS names do not tell case, nor whether the root's dot is written. */
function canonicalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
