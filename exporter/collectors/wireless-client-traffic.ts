import { type FamilyTable } from '../exposition/family.ts';
import { type LabelSet } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Emit } from './contract.ts';
import { divided } from './scale.ts';

const CLIENT = ['interface', 'mac_address'] as const;

/**
 * What all registration tables tell of a client. The view is that of the radio, be it an access point's or a station's,
 * and on a CAPsMAN that of the CAP's. `path` is the table's, or those of two tables that are alike.
 */
export function clientTrafficFamilies(domain: 'wireless' | 'wifi' | 'capsman', path: string) {
  const client = `mikrotik_${domain}_client`;
  return {
    signal: {
      name: `${client}_signal_dbm`,
      type: 'gauge',
      unit: 'dbm',
      help: `Strength at which the radio hears the client (${path}).`,
      labels: CLIENT,
    },
    receiveSpeed: {
      name: `${client}_receive_speed_bytes`,
      type: 'gauge',
      unit: 'bytes',
      help: `Speed at which the radio last received from the client, in bytes per second (${path}: rx-rate).`,
      labels: CLIENT,
    },
    transmitSpeed: {
      name: `${client}_transmit_speed_bytes`,
      type: 'gauge',
      unit: 'bytes',
      help: `Speed at which the radio last sent to the client, in bytes per second (${path}: tx-rate).`,
      labels: CLIENT,
    },
    receiveBytes: {
      name: `${client}_receive_bytes_total`,
      type: 'counter',
      unit: 'bytes',
      help: `Bytes that the radio received from the client (${path}: bytes).`,
      labels: CLIENT,
    },
    transmitBytes: {
      name: `${client}_transmit_bytes_total`,
      type: 'counter',
      unit: 'bytes',
      help: `Bytes that the radio sent to the client (${path}: bytes).`,
      labels: CLIENT,
    },
    receivePackets: {
      name: `${client}_receive_packets_total`,
      type: 'counter',
      help: `Packets that the radio received from the client (${path}: packets).`,
      labels: CLIENT,
    },
    transmitPackets: {
      name: `${client}_transmit_packets_total`,
      type: 'counter',
      help: `Packets that the radio sent to the client (${path}: packets).`,
      labels: CLIENT,
    },
    uptime: {
      name: `${client}_uptime_seconds`,
      type: 'gauge',
      unit: 'seconds',
      help: `How long the client has been associated (${path}: uptime).`,
      labels: CLIENT,
    },
    truncated: {
      name: `mikrotik_${domain}_clients_truncated`,
      type: 'gauge',
      help: `1 if there are more clients than the row limit, so that some are missing (${path}).`,
      labels: [],
    },
  } as const satisfies FamilyTable;
}

export const CLIENT_TRAFFIC = ['rx-rate', 'tx-rate', 'bytes', 'packets', 'uptime'] as const;

/** Emits what all registration tables have under the same names. */
export function collectClientTraffic(
  emit: Emit,
  families: ReturnType<typeof clientTrafficFamilies>,
  client: LabelSet<(typeof CLIENT)[number]>,
  row: Row<(typeof CLIENT_TRAFFIC)[number]>,
): void {
  const [transmitBytes, receiveBytes] = row.pair('bytes');
  const [transmitPackets, receivePackets] = row.pair('packets');
  emit(families.receiveSpeed, client, divided(row.rate('rx-rate'), 8));
  emit(families.transmitSpeed, client, divided(row.rate('tx-rate'), 8));
  emit(families.receiveBytes, client, receiveBytes);
  emit(families.transmitBytes, client, transmitBytes);
  emit(families.receivePackets, client, receivePackets);
  emit(families.transmitPackets, client, transmitPackets);
  emit(families.uptime, client, row.duration('uptime'));
}
