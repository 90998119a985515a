import { type FamilyTable } from '../exposition/family.ts';

/**
 * A name need not be there, and one host may be probed in several ways: from two addresses, with packets of two sizes,
 * by two DNS servers. The `.id` keeps apart what has the same words; it lasts as long as the probe.
 */
const PROBE_LABELS = ['netwatch', 'host', 'probe_kind', 'port', 'probe_id'] as const;

/** What netwatch finds. All that is measured is of its last test. */
export const netwatchFamilies = {
  info: {
    name: 'mikrotik_netwatch_info',
    type: 'info',
    help: 'The comment of a probe (/tool/netwatch).',
    labels: [...PROBE_LABELS, 'comment'],
  },
  state: {
    name: 'mikrotik_netwatch_state',
    type: 'gauge',
    help: 'What the probe has found: 1 for the present state, else 0 (/tool/netwatch: status).',
    labels: PROBE_LABELS,
    states: ['up', 'down', 'unknown'],
  },
  enabled: {
    name: 'mikrotik_netwatch_enabled',
    type: 'gauge',
    help: '1 if the probe is not disabled (/tool/netwatch: disabled).',
    labels: PROBE_LABELS,
  },
  stateChange: {
    name: 'mikrotik_netwatch_state_change_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Since when the state is what it is (/tool/netwatch: since).',
    labels: PROBE_LABELS,
  },
  interval: {
    name: 'mikrotik_netwatch_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time between two tests (/tool/netwatch: interval).',
    labels: PROBE_LABELS,
  },
  tests: {
    name: 'mikrotik_netwatch_tests_total',
    type: 'counter',
    help: 'Tests made, since RouterOS 7 (/tool/netwatch: done-tests).',
    labels: PROBE_LABELS,
  },
  failedTests: {
    name: 'mikrotik_netwatch_failed_tests_total',
    type: 'counter',
    help: 'Tests that failed, since RouterOS 7 (/tool/netwatch: failed-tests).',
    labels: PROBE_LABELS,
  },
  icmpSent: {
    name: 'mikrotik_netwatch_icmp_sent_packets',
    type: 'gauge',
    help: 'Pings sent in the last test (/tool/netwatch: sent-count).',
    labels: PROBE_LABELS,
  },
  icmpReceived: {
    name: 'mikrotik_netwatch_icmp_received_packets',
    type: 'gauge',
    help: 'Pings answered in the last test (/tool/netwatch: response-count).',
    labels: PROBE_LABELS,
  },
  icmpLoss: {
    name: 'mikrotik_netwatch_icmp_loss_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Share of the pings of the last test that were not answered (/tool/netwatch: loss-percent).',
    labels: PROBE_LABELS,
  },
  icmpMean: {
    name: 'mikrotik_netwatch_icmp_round_trip_mean_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Mean round trip of the pings of the last test (/tool/netwatch: rtt-avg).',
    labels: PROBE_LABELS,
  },
  icmpMin: {
    name: 'mikrotik_netwatch_icmp_round_trip_min_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Shortest round trip of the pings of the last test (/tool/netwatch: rtt-min).',
    labels: PROBE_LABELS,
  },
  icmpMax: {
    name: 'mikrotik_netwatch_icmp_round_trip_max_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Longest round trip of the pings of the last test (/tool/netwatch: rtt-max).',
    labels: PROBE_LABELS,
  },
  icmpJitter: {
    name: 'mikrotik_netwatch_icmp_round_trip_jitter_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Longest less shortest round trip of the last test (/tool/netwatch: rtt-jitter).',
    labels: PROBE_LABELS,
  },
  icmpDeviation: {
    name: 'mikrotik_netwatch_icmp_round_trip_deviation_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Standard deviation of the round trips of the last test (/tool/netwatch: rtt-stdev).',
    labels: PROBE_LABELS,
  },
  tcpConnect: {
    name: 'mikrotik_netwatch_tcp_connect_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the connection took in the last test (/tool/netwatch: tcp-connect-time).',
    labels: PROBE_LABELS,
  },
  httpStatusCode: {
    name: 'mikrotik_netwatch_http_status_code',
    type: 'gauge',
    help: 'Code of the HTTP response in the last test (/tool/netwatch: http-status-code).',
    labels: PROBE_LABELS,
  },
  httpResponse: {
    name: 'mikrotik_netwatch_http_response_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the HTTP response took in the last test (/tool/netwatch: http-resp-time).',
    labels: PROBE_LABELS,
  },
} as const satisfies FamilyTable;
