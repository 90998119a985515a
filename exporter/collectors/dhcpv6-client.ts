import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { isUnset, parseDuration } from '../routeros/values.ts';
import { type Collector } from './contract.ts';
import { withoutDots } from './dhcp-status.ts';

/** An interface may have a client for its address and another for a prefix. */
const IDENTITY = ['interface', 'request'] as const;

const families = {
  info: {
    name: 'mikrotik_dhcpv6_client_info',
    type: 'info',
    help: 'What a DHCPv6 client has got, from whom, and the pool that it fills (/ipv6/dhcp-client).',
    labels: [...IDENTITY, 'prefix', 'ip_address', 'dhcp_server', 'pool', 'comment'],
  },
  enabled: {
    name: 'mikrotik_dhcpv6_client_enabled',
    type: 'gauge',
    help: '1 if the DHCPv6 client is not disabled by the administrator (/ipv6/dhcp-client: disabled).',
    labels: IDENTITY,
  },
  invalid: {
    name: 'mikrotik_dhcpv6_client_invalid',
    type: 'gauge',
    help: '1 if the DHCPv6 client cannot work on its interface, such as one that is gone or in a bridge (/ipv6/dhcp-client: invalid).',
    labels: IDENTITY,
  },
  state: {
    name: 'mikrotik_dhcpv6_client_state',
    type: 'gauge',
    help: 'State of a DHCPv6 client: 1 for the present one, else 0 (/ipv6/dhcp-client: status).',
    labels: IDENTITY,
    states: [
      'bound',
      'searching',
      'requesting',
      'confirming',
      'renewing',
      'rebinding',
      'declining',
      'stopping',
      'stopped',
      'idle',
      'requesting-info',
      'error',
    ],
  },
  prefixRemaining: {
    name: 'mikrotik_dhcpv6_client_prefix_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time until the delegated prefix ends unless it is renewed (/ipv6/dhcp-client: prefix).',
    labels: IDENTITY,
  },
  addressRemaining: {
    name: 'mikrotik_dhcpv6_client_address_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time until the address ends unless it is renewed (/ipv6/dhcp-client: address).',
    labels: IDENTITY,
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'interface',
  'request',
  'status',
  'prefix',
  'address',
  'dhcp-server-v6',
  'pool-name',
  'comment',
  'disabled',
  'invalid',
] as const;

/** The DHCPv6 clients: addresses and prefixes that the device has from its provider. */
export const dhcpv6ClientCollector: Collector = {
  name: 'dhcpv6_client',
  summary: 'State, prefix and address of the DHCPv6 clients.',
  modules: ['ip'],
  families,
  menus: [
    { command: '/ipv6/dhcp-client/print', cost: 'cheap', versions: '6 and 7; in 6 with the package ipv6' },
  ],
  async collect(device, emit) {
    await device.print('/ipv6/dhcp-client', ATTRIBUTES, (row) => {
      const identity = { interface: row.text('interface'), request: row.text('request') };
      const info = labels({
        ...identity,
        prefix: granted(row.text('prefix')),
        ip_address: granted(row.text('address')),
        dhcp_server: row.text('dhcp-server-v6'),
        pool: row.text('pool-name'),
        comment: row.text('comment'),
      });
      const own = labels(identity);
      emit(families.info, info, 1);
      emit(families.enabled, own, !row.flag('disabled'));
      emit(families.invalid, own, row.flag('invalid'));
      emit.state(families.state, own, withoutDots(row.text('status')));
      emit(families.prefixRemaining, own, row.parsed('prefix', validity)?.seconds);
      emit(families.addressRemaining, own, row.parsed('address', validity)?.seconds);
    });
  },
};

/** `2a01:db8::/56` of `2a01:db8::/56, 6d16h56m8s`. */
function granted(text: string | undefined): string | undefined {
  return text?.split(', ')[0];
}

/** How long `2a01:db8::/56, 6d16h56m8s` is valid, in seconds; without an end if it says none. */
function validity(text: string): { readonly seconds: number | undefined } | undefined {
  const match = /^[0-9a-f:.]+(?:\/\d+)?(?:, (.+))?$/i.exec(text);
  if (match === null) return undefined;
  const [, time = ''] = match;
  const seconds = parseDuration(time);
  return seconds === undefined && !isUnset(time) ? undefined : { seconds };
}
