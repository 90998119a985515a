import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, mix, pick, wholeBetween } from '../values/random.ts';
import { drifting, flowed, HOUR } from '../values/signal.ts';
import { idText, ipText } from '../values/text.ts';

/** More with every subscriber, and by the hour. */
function entriesV4(at: Moment): number {
  const mean = between(at.key, 'connections', 150, 600) + 12 * at.subscribers;
  return Math.round(drifting(mix(at.key, 'connections'), mean, 0.4 * mean, at.time));
}

function entriesV6(at: Moment): number {
  return Math.round(entriesV4(at) / 8);
}

/** RouterOS 6 does not say what `auto` has come to; 7.20 tells the IP versions apart. */
const tracking = defineSettings('/ip/firewall/connection/tracking', {
  enabled: () => 'auto',
  'active-ipv4': (at) => (at.persona.major === 7 ? 'yes' : undefined),
  'active-ipv6': (at) => (at.persona.major === 7 ? 'yes' : undefined),
  'loose-tcp-tracking': () => true,
  'tcp-established-timeout': () => '1d',
  'udp-timeout': () => '10s',
  'max-entries': (at) => Math.min(1_048_576, Math.floor(at.model.board.memory / 1024)),
  'total-entries': (at) => entriesV4(at) + entriesV6(at),
  'total-ip4-entries': (at) => (at.persona.name === '7.20' ? entriesV4(at) : undefined),
  'total-ip6-entries': (at) => (at.persona.name === '7.20' ? entriesV6(at) : undefined),
});

interface Connection {
  readonly number: number;
  readonly key: number;
}

/** The table itself, as long as it says. */
const connections = defineMenu<Connection>({
  path: '/ip/firewall/connection',
  *entries(at) {
    const total = entriesV4(at);
    for (let index = 0; index < total; index += 1) {
      yield { number: index + 1, key: mix(mix(at.key, 'connection'), index) };
    }
  },
  columns: {
    '.id': (connection) => idText(connection.number),
    protocol: ({ key }) => pick(key, 'protocol', ['tcp', 'udp', 'tcp', 'icmp']),
    'src-address': ({ key }) =>
      `${ipText(0x0a000000 + (key & 0xffff))}:${wholeBetween(key, 'port', 1024, 65535)}`,
    'dst-address': ({ key }) => `${ipText(mix(key, 'to'))}:443`,
    'tcp-state': ({ key }) => pick(key, 'tcp', ['established', 'established', 'time-wait']),
    timeout: () => '23h59m59s',
    'orig-bytes': ({ key }, at) => flowed(key, 300, at.time - HOUR, at.time),
    assured: () => true,
  },
});

export const connectionMenus: readonly Menu[] = [tracking, connections];
