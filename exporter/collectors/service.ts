import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { Tally } from './tally.ts';

const families = {
  info: {
    name: 'mikrotik_service_info',
    type: 'info',
    help: 'How a service of the device is reached: port, certificate, TLS version, VRF and allowed addresses (/ip/service).',
    labels: ['ip_service', 'port', 'certificate', 'tls_version', 'vrf', 'available_from'],
  },
  enabled: {
    name: 'mikrotik_service_enabled',
    type: 'gauge',
    help: '1 if the service is not disabled (/ip/service: disabled).',
    labels: ['ip_service'],
  },
  invalid: {
    name: 'mikrotik_service_invalid',
    type: 'gauge',
    help: '1 if the service cannot run as it is set, for example because its port is taken (/ip/service: invalid).',
    labels: ['ip_service'],
  },
  maxSessions: {
    name: 'mikrotik_service_max_sessions',
    type: 'gauge',
    help: 'Connections that the service takes at once, since RouterOS 7.19 (/ip/service: max-sessions).',
    labels: ['ip_service'],
  },
  connections: {
    name: 'mikrotik_service_connections',
    type: 'gauge',
    help: 'Number of connections to the service; absent before RouterOS 7.19, which does not list them (/ip/service: connection).',
    labels: ['ip_service'],
  },
} as const satisfies FamilyTable;

const SERVICE = [
  'name',
  'port',
  'certificate',
  'tls-version',
  'vrf',
  'address',
  'available-from',
  'max-sessions',
  'disabled',
  'invalid',
  'dynamic',
  'connection',
] as const;

/** The services by which the device is managed, and who is connected to them in numbers. */
export const serviceCollector: Collector = {
  name: 'service',
  summary: 'Services of the device (API, SSH, WinBox, …): enabled, valid, connections.',
  modules: ['services'],
  families,
  menus: [{ command: '/ip/service/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    const connections = new Tally(families.connections);
    let listed = 0;
    await device.print('/ip/service', SERVICE, (row) => {
      const name = row.text('name');
      if (name === undefined) return;
      const own = labels({ ip_service: name });
      if (row.flag('connection')) {
        // Where connections are rows, ours is one.
        listed += 1;
        connections.add(own);
        return;
      }
      // Dynamic ones are no services that somebody sets: the DHCP client, neighbour discovery.
      if (row.flag('dynamic')) return;
      connections.add(own, 0);
      const info = labels({
        ip_service: name,
        port: row.text('port'),
        certificate: row.text('certificate'),
        tls_version: row.text('tls-version'),
        vrf: row.text('vrf'),
        available_from: row.text('available-from') || row.text('address'),
      });
      emit(families.info, info, 1);
      emit(families.enabled, own, !row.flag('disabled'));
      emit(families.invalid, own, row.flag('invalid'));
      emit(families.maxSessions, own, row.number('max-sessions'));
    });
    if (listed > 0) connections.emit(emit);
  },
};
