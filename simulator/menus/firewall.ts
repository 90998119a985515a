import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { commentText } from '../profiles/parts.ts';
import { between, mix } from '../values/random.ts';
import { flowed } from '../values/signal.ts';
import { idText } from '../values/text.ts';

interface Rule {
  readonly number: number;
  readonly chain: string;
  readonly action: string;
  /** What it matches, and with what: the further properties that are set. */
  readonly has?: Readonly<Record<string, string>>;
  readonly comment?: string;
  /** Mean bytes per second that it matches; nothing if that is left out. */
  readonly traffic?: number;
  readonly dynamic?: boolean;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
}

type Setting = Omit<Rule, 'number'>;

const LAN_ONLY: Setting = {
  chain: 'input',
  action: 'drop',
  has: { 'in-interface-list': '!LAN' },
  comment: 'drop all not coming from LAN',
  traffic: 900,
};

const DUMMY: Rule = {
  number: 0xffffff,
  chain: 'forward',
  action: 'passthrough',
  comment: 'special dummy rule to show fasttrack counters',
  dynamic: true,
};

const ESTABLISHED = { 'connection-state': 'established,related,untracked' };

/** As MikroTik's default configuration has them, and one that is there twice. */
const FILTER: readonly Setting[] = [
  {
    chain: 'input',
    action: 'accept',
    has: ESTABLISHED,
    comment: 'accept established,related,untracked',
    traffic: 30_000,
  },
  {
    chain: 'input',
    action: 'drop',
    has: { 'connection-state': 'invalid' },
    comment: 'drop invalid',
    traffic: 20,
  },
  { chain: 'input', action: 'accept', has: { protocol: 'icmp' }, comment: 'accept ICMP', traffic: 40 },
  LAN_ONLY,
  LAN_ONLY,
  {
    chain: 'forward',
    action: 'fasttrack-connection',
    has: { 'connection-state': 'established,related' },
    comment: 'fasttrack',
    traffic: 600_000,
  },
  { chain: 'forward', action: 'accept', has: ESTABLISHED, traffic: 600_000 },
  { chain: 'forward', action: 'drop', has: { 'src-address-list': 'blocklist' }, comment: 'Schädlinge' },
  {
    chain: 'forward',
    action: 'jump',
    has: { 'jump-target': 'customers', 'out-interface-list': 'WAN' },
    traffic: 50_000,
  },
  { chain: 'customers', action: 'log', has: { 'log-prefix': 'cust "new"' }, disabled: true },
];

function* filter(at: Moment): Generator<Rule> {
  yield DUMMY;
  yield* numbered(FILTER);
  for (let index = 0; index < (at.model.customerRules ?? 0); index += 1) {
    yield {
      number: 0x100 + index,
      chain: 'customers',
      action: 'accept',
      has: { 'src-address': `100.64.${index >>> 8}.${index & 255}` },
      comment: `customer ${index + 1}`,
      traffic: 5_000,
    };
  }
}

const NAT: readonly Setting[] = [
  {
    chain: 'srcnat',
    action: 'masquerade',
    has: { 'out-interface-list': 'WAN' },
    comment: 'masquerade',
    traffic: 5_000,
  },
  {
    chain: 'dstnat',
    action: 'dst-nat',
    has: { protocol: 'tcp', 'dst-port': '443,8443', 'to-addresses': '192.168.88.10', 'to-ports': '443' },
    traffic: 300,
  },
  { chain: 'dstnat', action: 'redirect', has: { 'in-interface': '*F00042' }, invalid: true },
];

const MANGLE: readonly Setting[] = [
  {
    chain: 'forward',
    action: 'change-mss',
    has: { protocol: 'tcp', 'new-mss': 'clamp-to-pmtu', 'tcp-flags': 'syn' },
    traffic: 500,
  },
];

const RAW: readonly Setting[] = [
  {
    chain: 'prerouting',
    action: 'drop',
    has: { 'src-address-list': 'blocklist' },
    comment: 'drop early',
    traffic: 1500,
  },
];

const FILTER_V6: readonly Setting[] = [
  {
    chain: 'input',
    action: 'accept',
    has: ESTABLISHED,
    comment: 'accept established,related,untracked',
    traffic: 9_000,
  },
  { chain: 'input', action: 'accept', has: { protocol: 'icmpv6' }, comment: 'accept ICMPv6', traffic: 120 },
  LAN_ONLY,
];

function* numbered(settings: readonly Setting[]): Generator<Rule> {
  for (const [index, setting] of settings.entries()) yield { ...setting, number: index + 1 };
}

const MATCHERS = [
  'connection-state',
  'protocol',
  'src-address',
  'src-address-list',
  'dst-port',
  'in-interface',
  'in-interface-list',
  'out-interface-list',
  'tcp-flags',
  'jump-target',
  'to-addresses',
  'to-ports',
  'new-mss',
  'log-prefix',
];

function table(
  path: string,
  entries: (at: Moment) => Iterable<Rule>,
  exists?: (at: Moment) => boolean,
): Menu {
  const bytes = (rule: Rule, at: Moment): number => {
    if (rule.traffic === undefined || rule.disabled === true) return 0;
    const key = mix(mix(at.key, path), rule.number);
    return flowed(key, rule.traffic * between(key, 'traffic', 0.3, 1.7), at.bootedAt, at.time);
  };
  return defineMenu<Rule>({
    path,
    takesStats: true,
    entries,
    ...(exists && { exists }),
    columns: {
      '.id': (rule) => idText(rule.number),
      chain: (rule) => rule.chain,
      action: (rule) => rule.action,
      ...Object.fromEntries(MATCHERS.map((name) => [name, (rule: Rule) => rule.has?.[name]])),
      log: () => false,
      bytes,
      packets: (rule, at) => Math.floor(bytes(rule, at) / 700),
      invalid: (rule, at) => flagAt(at, rule.invalid ?? false),
      dynamic: (rule, at) => flagAt(at, rule.dynamic ?? false),
      disabled: (rule, at) => flagAt(at, rule.disabled ?? false),
      comment: (rule, at) => (rule.comment === undefined ? undefined : commentText(at.persona, rule.comment)),
    },
  });
}

export const firewallMenus: readonly Menu[] = [
  table('/ip/firewall/filter', filter),
  table('/ip/firewall/nat', () => numbered(NAT)),
  table('/ip/firewall/mangle', () => numbered(MANGLE)),
  table('/ip/firewall/raw', () => numbered(RAW)),
  table('/ipv6/firewall/filter', () => numbered(FILTER_V6)),
  table(
    '/ipv6/firewall/nat',
    () => [],
    (at) => at.persona.major === 7,
  ),
  table('/ipv6/firewall/mangle', () => []),
  table('/ipv6/firewall/raw', () => []),
];
