import { type Family } from '../exposition/family.ts';
import { type LabelSet } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Emit } from './contract.ts';

interface Counter {
  /** Of the family, between its prefix and `_total`. */
  readonly name: string;
  readonly help: string;
}

/**
 * Counters that Ethernet ports and switch chips have alike, by their attribute in `print stats`. The chip decides which
 * of them are sent. The histograms of frame sizes are left out: they are a hundred series a port, and nobody's alarm.
 */
const PORT_COUNTERS = {
  'driver-rx-byte': { name: 'driver_receive_bytes', help: 'Bytes received by the driver, so by the CPU' },
  'driver-rx-packet': { name: 'driver_receive_packets', help: 'Packets received by the driver' },
  'driver-tx-byte': { name: 'driver_transmit_bytes', help: 'Bytes sent by the driver, so by the CPU' },
  'driver-tx-packet': { name: 'driver_transmit_packets', help: 'Packets sent by the driver' },
  'rx-bytes': { name: 'receive_bytes', help: 'Bytes received on the wire' },
  'rx-unicast': { name: 'receive_unicasts', help: 'Unicast frames received' },
  'rx-broadcast': { name: 'receive_broadcasts', help: 'Broadcast frames received' },
  'rx-multicast': { name: 'receive_multicasts', help: 'Multicast frames received' },
  'rx-control': { name: 'receive_controls', help: 'MAC control frames received' },
  'rx-pause': { name: 'receive_pauses', help: 'Pause frames received' },
  'rx-fcs-error': { name: 'receive_fcs_errors', help: 'Frames received with a wrong checksum' },
  'rx-align-error': { name: 'receive_align_errors', help: 'Frames received that do not end on a byte' },
  'rx-fragment': {
    name: 'receive_fragments',
    help: 'Fragments received: short frames with a wrong checksum',
  },
  'rx-jabber': { name: 'receive_jabbers', help: 'Jabber received: long frames with a wrong checksum' },
  'rx-too-short': { name: 'receive_too_short', help: 'Frames received that are too short' },
  'rx-too-long': { name: 'receive_too_long', help: 'Frames received that are too long' },
  'rx-length-error': { name: 'receive_length_errors', help: 'Frames received whose length field is wrong' },
  'rx-code-error': { name: 'receive_code_errors', help: 'Frames received with symbols that are no code' },
  'rx-carrier-error': { name: 'receive_carrier_errors', help: 'Frames received while the carrier failed' },
  'rx-error-events': { name: 'receive_error_events', help: 'Errors of any kind at the receiver' },
  'rx-overflow': { name: 'receive_overflows', help: 'Frames lost because the receive buffer was full' },
  'rx-drop': { name: 'receive_drops', help: 'Received frames dropped' },
  'tx-bytes': { name: 'transmit_bytes', help: 'Bytes sent on the wire' },
  'tx-unicast': { name: 'transmit_unicasts', help: 'Unicast frames sent' },
  'tx-broadcast': { name: 'transmit_broadcasts', help: 'Broadcast frames sent' },
  'tx-multicast': { name: 'transmit_multicasts', help: 'Multicast frames sent' },
  'tx-control': { name: 'transmit_controls', help: 'MAC control frames sent' },
  'tx-pause': { name: 'transmit_pauses', help: 'Pause frames sent' },
  'tx-pause-honored': {
    name: 'transmit_honored_pauses',
    help: 'Pause frames of the partner that were obeyed',
  },
  'tx-underrun': {
    name: 'transmit_underruns',
    help: 'Frames broken off since the transmit buffer ran empty',
  },
  'tx-collision': { name: 'transmit_collisions', help: 'Frames that collided' },
  'tx-late-collision': { name: 'transmit_late_collisions', help: 'Collisions after the first 64 bytes' },
  'tx-excessive-collision': {
    name: 'transmit_excessive_collisions',
    help: 'Frames given up after too many collisions',
  },
  'tx-deferred': { name: 'transmit_deferred', help: 'Frames that waited for the medium' },
  'tx-excessive-deferred': {
    name: 'transmit_excessive_deferred',
    help: 'Frames that waited too long for the medium',
  },
  'tx-carrier-sense-error': {
    name: 'transmit_carrier_errors',
    help: 'Frames sent while the carrier was lost',
  },
  'tx-fcs-error': { name: 'transmit_fcs_errors', help: 'Frames sent with a wrong checksum' },
  'tx-drop': { name: 'transmit_drops', help: 'Frames dropped instead of sent' },
  'tx-drop-packet': { name: 'egress_drops', help: 'Frames dropped by all queues of the port' },
  'policy-drop-packet': { name: 'policy_drops', help: 'Frames dropped by rules of the switch chip' },
  'custom-drop-packet': {
    name: 'custom_drops',
    help: 'Frames dropped by the forwarding settings of the switch chip',
  },
  'rs-fec-corrected': { name: 'rs_fec_corrected_codewords', help: 'Codewords that RS-FEC corrected' },
  'rs-fec-uncorrected': {
    name: 'rs_fec_uncorrected_codewords',
    help: 'Codewords that RS-FEC could not correct',
  },
  'fc-fec-block-corrected': { name: 'fc_fec_corrected_blocks', help: 'Blocks that FC-FEC corrected' },
  'fc-fec-block-uncorrected': {
    name: 'fc_fec_uncorrected_blocks',
    help: 'Blocks that FC-FEC could not correct',
  },
} as const satisfies Readonly<Record<string, Counter>>;

export type PortCounter = keyof typeof PORT_COUNTERS;

export const PORT_COUNTER_NAMES = Object.keys(PORT_COUNTERS) as PortCounter[];

/** The families of some counters by their attributes. */
export type CounterFamilies<C extends PortCounter, L extends string> = Readonly<Record<C, Family<L>>>;

/**
 * @param prefix `mikrotik_switch_port`
 * @param menu `/interface/ethernet/switch/port`
 * @param where of the device they are counted, if the label does not say it: ends the sentence of the help
 */
export function counterFamilies<C extends PortCounter, L extends string>(
  prefix: string,
  menu: string,
  label: L,
  counters: readonly C[],
  where = '',
): CounterFamilies<C, L> {
  const families = counters.map((counter): [C, Family<L>] => {
    const { name, help } = PORT_COUNTERS[counter];
    const family: Family<L> = {
      name: `${prefix}_${name}_total`,
      type: 'counter',
      ...(name.endsWith('_bytes') && { unit: 'bytes' }),
      help: `${help}${where} (${menu} stats: ${counter}).`,
      labels: [label],
    };
    return [counter, family];
  });
  return Object.fromEntries(families) as CounterFamilies<C, L>;
}

export function emitCounters<C extends PortCounter, L extends string>(
  emit: Emit,
  families: CounterFamilies<C, L>,
  own: LabelSet<L>,
  row: Row<C>,
): void {
  for (const counter of Object.keys(families) as C[]) emit(families[counter], own, row.sum(counter));
}
