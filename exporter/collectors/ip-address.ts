import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { DYNAMIC, NOT_DYNAMIC } from './queries.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_ip_address_info',
    type: 'info',
    help: 'An address that somebody has configured and not disabled, with its interface (/ip/address, /ipv6/address).',
    labels: ['interface', 'ip_address', 'vrf', 'comment'],
  },
  static: {
    name: 'mikrotik_ip_static_addresses',
    type: 'gauge',
    help: 'Number of addresses that somebody has configured and not disabled (/ip/address, /ipv6/address).',
    labels: ['ip_version'],
  },
  invalid: {
    name: 'mikrotik_ip_invalid_addresses',
    type: 'gauge',
    help: 'Number of configured addresses that do not work, such as those of an interface that is gone (/ip/address, /ipv6/address: invalid).',
    labels: ['ip_version'],
  },
  dynamic: {
    name: 'mikrotik_ip_dynamic_addresses',
    type: 'gauge',
    help: 'Number of addresses that a client or a session has brought, link-local ones included (/ip/address, /ipv6/address: dynamic).',
    labels: ['ip_version'],
  },
  truncated: {
    name: 'mikrotik_ip_address_truncated',
    type: 'gauge',
    help: '1 if the device has more static addresses than the row limit, so that some and their counts are missing (/ip/address, /ipv6/address).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** The addresses of the device. Dynamic ones are counted: a concentrator has one for each session. */
export const ipAddressCollector: Collector = {
  name: 'ip_address',
  summary: 'Static addresses with their interfaces; invalid and dynamic ones in numbers.',
  modules: ['ip'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: '/ip/address/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/address/print', cost: 'walk', versions: '6 and 7; to count dynamic ones' },
    { command: '/ipv6/address/print', cost: 'table', versions: '6 and 7; in 6 with the package ipv6' },
    { command: '/ipv6/address/print', cost: 'walk', versions: '6 and 7; to count dynamic ones' },
  ],
  async collect(device, emit) {
    const outcomes = await settle(
      collectAddresses(device, emit, '/ip/address', '4'),
      collectAddresses(device, emit, '/ipv6/address', '6'),
    );
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

const ATTRIBUTES = ['address', 'interface', 'vrf', 'comment', 'invalid', 'disabled'] as const;

/** Tells whether the device has the menu, and whether static addresses are missing. */
async function collectAddresses(
  device: Device,
  emit: Emit,
  menu: string,
  ipVersion: '4' | '6',
): Promise<Outcome> {
  const count = { static: 0, invalid: 0 };
  const [outcome, dynamic] = await settle(
    device.print(
      menu,
      ATTRIBUTES,
      (row) => {
        if (row.flag('disabled')) return;
        count.static += 1;
        if (row.flag('invalid')) count.invalid += 1;
        const info = labels({
          interface: row.text('interface'),
          ip_address: row.text('address'),
          vrf: row.text('vrf'),
          comment: row.text('comment'),
        });
        emit(families.info, info, 1);
      },
      { query: NOT_DYNAMIC },
    ),
    device.count(menu, DYNAMIC),
  );
  if (!outcome.present) return outcome;
  const own = labels({ ip_version: ipVersion });
  if (!outcome.truncated) {
    emit(families.static, own, count.static);
    emit(families.invalid, own, count.invalid);
  }
  emit(families.dynamic, own, dynamic);
  return outcome;
}
