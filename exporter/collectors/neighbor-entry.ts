import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

const IDENTITY = ['interface', 'mac_address', 'neighbor_interface'] as const;

const families = {
  info: {
    name: 'mikrotik_neighbor_info',
    type: 'info',
    help: 'What a device says about itself by MNDP, LLDP or CDP (/ip/neighbor).',
    labels: [...IDENTITY, 'identity', 'platform', 'board_name', 'version', 'ip_address', 'description'],
  },
  age: {
    name: 'mikrotik_neighbor_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long ago the device was heard last (/ip/neighbor: age).',
    labels: IDENTITY,
  },
  uptime: {
    name: 'mikrotik_neighbor_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the device has been running, as it says by MNDP (/ip/neighbor: uptime).',
    labels: IDENTITY,
  },
  truncated: {
    name: 'mikrotik_neighbor_truncated',
    type: 'gauge',
    help: '1 if there are more neighbors than the row limit, so that some are missing (/ip/neighbor).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'interface',
  'mac-address',
  'interface-name',
  'identity',
  'platform',
  'board',
  'version',
  'address',
  'system-description',
  'age',
  'uptime',
] as const;

/** The series of each device that announces itself, 1,000 devices at most: anybody on the wire can be one. */
export const neighborEntryCollector: Collector = {
  name: 'neighbor_entry',
  summary: 'Each device that MNDP, LLDP or CDP have found.',
  modules: ['neighbors'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ip/neighbor/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    const outcome = await device.print('/ip/neighbor', ATTRIBUTES, (row) => {
      const identity = {
        interface: row.list('interface')[0],
        mac_address: row.text('mac-address'),
        // A device with one MAC address on several VLANs is heard once for each.
        neighbor_interface: row.text('interface-name'),
      };
      const info = labels({
        ...identity,
        identity: row.text('identity'),
        platform: row.text('platform'),
        board_name: row.text('board'),
        version: row.text('version'),
        ip_address: row.text('address'),
        description: row.text('system-description'),
      });
      emit(families.info, info, 1);
      const own = labels(identity);
      emit(families.age, own, row.duration('age'));
      emit(families.uptime, own, row.duration('uptime'));
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};
