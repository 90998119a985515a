import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_firewall_rule_info',
    type: 'info',
    help: 'What a configured rule matches and does; source, destination and interfaces may be lists (/ip/firewall, /ipv6/firewall).',
    labels: [
      'ip_version',
      'table',
      'chain',
      'rule',
      'action',
      'jump_target',
      'protocol',
      'source',
      'destination',
      'destination_port',
      'in_interface',
      'out_interface',
      'disabled',
      'comment',
    ],
  },
  bytes: {
    name: 'mikrotik_firewall_rule_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that a configured rule has matched (/ip/firewall, /ipv6/firewall stats: bytes).',
    labels: ['ip_version', 'table', 'chain', 'rule'],
  },
  packets: {
    name: 'mikrotik_firewall_rule_packets_total',
    type: 'counter',
    help: 'Packets that a configured rule has matched (/ip/firewall, /ipv6/firewall stats: packets).',
    labels: ['ip_version', 'table', 'chain', 'rule'],
  },
  rules: {
    name: 'mikrotik_firewall_rules',
    type: 'gauge',
    help: 'Number of configured rules, the disabled ones included (/ip/firewall, /ipv6/firewall).',
    labels: ['ip_version', 'table'],
  },
  disabledRules: {
    name: 'mikrotik_firewall_disabled_rules',
    type: 'gauge',
    help: 'Number of configured rules that are disabled (/ip/firewall, /ipv6/firewall: disabled).',
    labels: ['ip_version', 'table'],
  },
  invalidRules: {
    name: 'mikrotik_firewall_invalid_rules',
    type: 'gauge',
    help: 'Number of configured rules that do not work, for example because their interface is gone (/ip/firewall, /ipv6/firewall: invalid).',
    labels: ['ip_version', 'table'],
  },
  dynamicRules: {
    name: 'mikrotik_firewall_dynamic_rules',
    type: 'gauge',
    help: 'Number of rules that the device has made: UPnP, hotspot, FastTrack (/ip/firewall, /ipv6/firewall: dynamic).',
    labels: ['ip_version', 'table'],
  },
} as const satisfies FamilyTable;

const IP_VERSIONS = { '4': '/ip/firewall', '6': '/ipv6/firewall' } as const;
type IpVersion = keyof typeof IP_VERSIONS;

const TABLES = ['filter', 'nat', 'mangle', 'raw'] as const;
type Table = (typeof TABLES)[number];

const RULE = [
  '.id',
  'chain',
  'action',
  'jump-target',
  'protocol',
  'src-address',
  'src-address-list',
  'dst-address',
  'dst-address-list',
  'dst-port',
  'in-interface',
  'in-interface-list',
  'out-interface',
  'out-interface-list',
  'comment',
  'bytes',
  'packets',
  'dynamic',
  'disabled',
  'invalid',
] as const;

type RuleRow = Row<(typeof RULE)[number]>;

/**
 * Every configured rule by its `.id`, so that equal rules are two, and a rule that is moved or edited stays what it is.
 * The id of a configured row lasts as long as the row (RouterOS' Terraform provider finds rules again by it); only an
 * import of an exported configuration gives new ones. Dynamic rules get new ids all the time, and are only counted.
 * Over the row limit it fails: half a firewall would look like a whole one.
 */
export const firewallCollector: Collector = {
  name: 'firewall',
  summary: 'Bytes and packets of every configured firewall rule; dynamic, disabled and invalid ones counted.',
  modules: ['firewall'],
  families,
  menus: [
    ...TABLES.map((table): Menu => menuOf('4', table, '6 and 7')),
    // RouterOS 6 has no NAT for IPv6.
    ...TABLES.map((table): Menu => menuOf('6', table, table === 'nat' ? '7' : '6 and 7')),
  ],
  async collect(device, emit) {
    await settle(
      ...TABLES.map((table) => collectTable(device, emit, '4', table)),
      ...TABLES.map((table) => collectTable(device, emit, '6', table)),
    );
  },
};

function menuOf(ipVersion: IpVersion, table: Table, versions: string): Menu {
  return { command: `${IP_VERSIONS[ipVersion]}/${table}/print`, cost: 'walk', versions };
}

async function collectTable(device: Device, emit: Emit, ipVersion: IpVersion, table: Table): Promise<void> {
  const counts = { configured: 0, disabled: 0, invalid: 0, dynamic: 0 };
  const { present } = await device.print(
    `${IP_VERSIONS[ipVersion]}/${table}`,
    RULE,
    (row) => {
      if (row.flag('dynamic')) {
        counts.dynamic += 1;
        return;
      }
      counts.configured += 1;
      if (row.flag('disabled')) counts.disabled += 1;
      if (row.flag('invalid')) counts.invalid += 1;
      collectRule(emit, row, ipVersion, table);
    },
    // With it alone some versions leave the rest out; without a proplist 7.23.2 takes a hundred times as long.
    { words: ['=stats='] },
  );
  if (!present) return;
  const own = labels({ ip_version: ipVersion, table });
  emit(families.rules, own, counts.configured);
  emit(families.disabledRules, own, counts.disabled);
  emit(families.invalidRules, own, counts.invalid);
  emit(families.dynamicRules, own, counts.dynamic);
}

function collectRule(emit: Emit, row: RuleRow, ipVersion: IpVersion, table: Table): void {
  const identity = { ip_version: ipVersion, table, chain: row.text('chain'), rule: row.text('.id') };
  const info = labels({
    ...identity,
    action: row.text('action'),
    jump_target: row.text('jump-target'),
    protocol: row.text('protocol'),
    source: row.text('src-address') || row.text('src-address-list'),
    destination: row.text('dst-address') || row.text('dst-address-list'),
    destination_port: row.text('dst-port'),
    in_interface: row.text('in-interface') || row.text('in-interface-list'),
    out_interface: row.text('out-interface') || row.text('out-interface-list'),
    disabled: String(row.flag('disabled')),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels(identity);
  emit(families.bytes, own, row.number('bytes'));
  emit(families.packets, own, row.number('packets'));
}
