import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_cloud_info',
    type: 'info',
    help: 'The public addresses of the device, as the cloud of MikroTik sees them, and its name there (/ip/cloud).',
    labels: ['dns_name', 'public_address', 'public_address_ipv6'],
  },
  ddnsEnabled: {
    name: 'mikrotik_cloud_ddns_enabled',
    type: 'gauge',
    help: '1 if the device keeps its name in the cloud up to date; absent where RouterOS decides by itself (/ip/cloud: ddns-enabled).',
    labels: [],
  },
  state: {
    name: 'mikrotik_cloud_state',
    type: 'gauge',
    help: 'State of the last update: 1 for the present one, else 0 (/ip/cloud: status).',
    labels: [],
    states: ['updated', 'updating', 'error'],
  },
  behindNat: {
    name: 'mikrotik_cloud_behind_nat',
    type: 'gauge',
    help: '1 if the public address is not one of the device (/ip/cloud: warning).',
    labels: [],
  },
  backToHomeEnabled: {
    name: 'mikrotik_cloud_back_to_home_enabled',
    type: 'gauge',
    help: '1 if the VPN Back To Home is enabled (/ip/cloud: back-to-home-vpn).',
    labels: [],
  },
  backToHomeRunning: {
    name: 'mikrotik_cloud_back_to_home_running',
    type: 'gauge',
    help: '1 if the VPN Back To Home runs (/ip/cloud: vpn-status).',
    labels: [],
  },
  backToHomeUsers: {
    name: 'mikrotik_cloud_back_to_home_users',
    type: 'gauge',
    help: 'Number of users that may come in by Back To Home (/ip/cloud/back-to-home-user).',
    labels: [],
  },
  backToHomeActiveUsers: {
    name: 'mikrotik_cloud_back_to_home_active_users',
    type: 'gauge',
    help: 'Number of users that Back To Home shows as active (/ip/cloud/back-to-home-user: active).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** What the cloud of MikroTik knows of the device, if the device asks it. */
export const cloudCollector: Collector = {
  name: 'cloud',
  summary: 'Public address and name of the device in the cloud of MikroTik, and Back To Home.',
  modules: ['ip'],
  families,
  menus: [
    { command: '/ip/cloud/print', cost: 'cheap', versions: '6 and 7' },
    {
      command: '/ip/cloud/back-to-home-user/print',
      cost: 'cheap',
      versions: '7.12 and newer; on ARM, ARM64 and TILE',
    },
  ],
  async collect(device, emit) {
    await settle(collectCloud(device, emit), countUsers(device, emit));
  },
};

const ATTRIBUTES = [
  'ddns-enabled',
  'dns-name',
  'public-address',
  'public-address-ipv6',
  'status',
  'warning',
  'back-to-home-vpn',
  'vpn-status',
] as const;

function collectCloud(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/ip/cloud', ATTRIBUTES, (row) => {
    const dnsName = row.text('dns-name') ?? '';
    const address = row.text('public-address') ?? '';
    const addressIpv6 = row.text('public-address-ipv6') ?? '';
    if (dnsName + address + addressIpv6 !== '') {
      const info = labels({ dns_name: dnsName, public_address: address, public_address_ipv6: addressIpv6 });
      emit(families.info, info, 1);
    }
    const automatic = row.text('ddns-enabled') === 'auto';
    emit(families.ddnsEnabled, NO_LABELS, automatic ? undefined : row.flag('ddns-enabled'));
    emit.state(families.state, NO_LABELS, stateOf(row.text('status')));
    // A device that does not know its public address does not know whether it is its own.
    emit(families.behindNat, NO_LABELS, address === '' ? undefined : saysNat(row.text('warning') ?? ''));
    const backToHome = row.text('back-to-home-vpn');
    emit(
      families.backToHomeEnabled,
      NO_LABELS,
      backToHome === undefined ? undefined : backToHome === 'enabled',
    );
    const vpn = row.text('vpn-status');
    emit(families.backToHomeRunning, NO_LABELS, vpn === undefined ? undefined : vpn === 'running');
  });
}

/** `updated`, `updating...`, `Error: no Internet connection`; empty or absent while the device does not ask the cloud. */
function stateOf(status: string | undefined): string | undefined {
  return status === '' ? undefined : /^[a-z]+/.exec(status?.toLowerCase() ?? '')?.[0];
}

/** RouterOS 6 writes which address its packets came from and which its own is, 7 that the router is behind a NAT. */
function saysNat(warning: string): boolean {
  return /\bNAT\b|\blocal IP was\b/.test(warning);
}

const USER = ['active', 'disabled'] as const;

async function countUsers(device: Device, emit: Emit): Promise<void> {
  const count = { users: 0, active: 0 };
  const { present } = await device.print('/ip/cloud/back-to-home-user', USER, (row) => {
    if (row.flag('disabled')) return;
    count.users += 1;
    if (row.flag('active')) count.active += 1;
  });
  if (!present) return;
  emit(families.backToHomeUsers, NO_LABELS, count.users);
  emit(families.backToHomeActiveUsers, NO_LABELS, count.active);
}
