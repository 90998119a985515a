import { type Columns, defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, mix } from '../values/random.ts';
import { drifting, flowed, noise, SECOND } from '../values/signal.ts';
import { idText } from '../values/text.ts';

interface Server {
  readonly number: number;
  readonly service: string;
  readonly address: string;
  /** Requests a second. */
  readonly load: number;
}

/** Two servers for the subscribers, of which the second hears little; one for logins on about half of the routers. */
function* servers(at: Moment): Generator<Server> {
  if (at.subscribers > 0) {
    yield { number: 1, service: 'ppp', address: '10.0.0.3', load: at.subscribers / 300 };
    yield { number: 2, service: 'ppp', address: '10.0.0.4', load: at.subscribers / 30_000 };
  }
  if (chance(at.key, 'login by radius', 0.5)) {
    yield { number: 3, service: 'login', address: '10.0.0.5', load: 0.0005 };
  }
}

function requests(server: Server, at: Moment): number {
  return flowed(mix(at.key, `radius ${server.number}`), server.load, at.bootedAt, at.time);
}

function share(part: number): (server: Server, at: Moment) => number {
  return (server, at) => Math.floor(requests(server, at) * part);
}

const monitor: Columns<Server> = {
  pending: (server, at) =>
    Math.max(0, Math.round(server.load * noise(mix(at.key, 'radius pending'), 10 * SECOND, at.time))),
  requests,
  accepts: share(0.97),
  rejects: share(0.02),
  resends: share(0.015),
  timeouts: share(0.005),
  'bad-replies': () => 0,
  'last-request-rtt': (server, at) => {
    const key = mix(at.key, server.address);
    const milliseconds = Math.round(drifting(key, between(key, 'round trip', 10, 40), 8, at.time));
    return at.persona.major === 6 ? milliseconds : `${milliseconds}ms`;
  },
};

const radius = defineMenu<Server>({
  path: '/radius',
  entries: servers,
  columns: {
    '.id': (server) => idText(server.number),
    service: (server) => server.service,
    'called-id': () => '',
    domain: () => '',
    address: (server) => server.address,
    secret: () => '',
    'authentication-port': () => 1812,
    'accounting-port': () => 1813,
    timeout: () => '300ms',
    protocol: () => 'udp',
    disabled: () => false,
  },
  monitor,
});

/** Servers that end a session, or change its limits, a few times an hour. */
function changes(at: Moment): number {
  return flowed(mix(at.key, 'radius incoming'), at.subscribers / 1e6, at.bootedAt, at.time);
}

const incoming = defineSettings(
  '/radius/incoming',
  { accept: (at) => at.subscribers > 0, port: () => 3799 },
  undefined,
  {
    requests: changes,
    'bad-requests': () => 0,
    acks: (at) => Math.floor(changes(at) * 0.99),
    naks: (at) => changes(at) - Math.floor(changes(at) * 0.99),
  },
);

export const radiusMenus: readonly Menu[] = [radius, incoming];
