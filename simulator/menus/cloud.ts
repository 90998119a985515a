import { dialsIn } from './ip.ts';
import { defineMenu, defineSettings, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, pick, wholeBetween } from '../values/random.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { idText, ipNumber, ipText } from '../values/text.ts';

/** Most devices of a fleet do not ask the cloud; those at home do, for they have no address of their own. */
function asksCloud(at: Moment): boolean {
  return dialsIn(at) || chance(at.key, 'cloud', 0.2);
}

function isBehindNat(at: Moment): boolean {
  return chance(at.key, 'nat', 0.3);
}

/** A router that dials in has another address every day. */
function publicAddress(at: Moment): string {
  const day = dialsIn(at) ? Math.floor(at.time / DAY) : 0;
  return ipText(ipNumber('203.0.113.0') + wholeBetween(at.key + day, 'public', 1, 254));
}

function ifAsked(value: (at: Moment) => string): (at: Moment) => string | undefined {
  return (at) => (asksCloud(at) ? value(at) : undefined);
}

const STATUSES = [
  'updated',
  'updated',
  'updated',
  'updated',
  'updating...',
  'Error: request timed out',
] as const;

function backToHome(at: Moment): boolean {
  return hasBackToHome(at) && asksCloud(at);
}

/** Back To Home is there since 7.12, on boards of three architectures. */
function hasBackToHome(at: Moment): boolean {
  return at.persona.major === 7 && /^(arm|arm64|tile)$/.test(at.model.board.architecture);
}

const cloud = defineSettings('/ip/cloud', {
  'ddns-enabled': (at) => (at.persona.name === '7.20' ? (asksCloud(at) ? 'yes' : 'auto') : asksCloud(at)),
  'ddns-update-interval': () => 'none',
  'update-time': () => true,
  'public-address': ifAsked(publicAddress),
  'dns-name': ifAsked((at) => `h${hexDigits(at.key, 'serial', 10).toLowerCase()}.sn.mynetname.net`),
  status: ifAsked((at) => pick(at.key, Math.floor(at.time / HOUR), STATUSES)),
  warning: (at) =>
    asksCloud(at) && isBehindNat(at)
      ? 'Router is behind a NAT. Remote connection might not work.'
      : undefined,
  'back-to-home-vpn': (at) =>
    hasBackToHome(at) ? (backToHome(at) ? 'enabled' : 'revoked-and-disabled') : undefined,
  'vpn-status': (at) => (backToHome(at) ? 'running' : undefined),
});

interface User {
  readonly number: number;
  readonly name: string;
}

const USERS: readonly User[] = [
  { number: 1, name: 'phone "blue"' },
  { number: 2, name: 'tablet' },
];

const backToHomeUser = defineMenu<User>({
  path: '/ip/cloud/back-to-home-user',
  exists: hasBackToHome,
  entries: (at) => (backToHome(at) ? USERS : []),
  columns: {
    '.id': ({ number }) => idText(number),
    name: ({ name }) => name,
    'allow-lan': ({ number }) => number === 1,
    active: ({ number }, at) => flagAt(at, chance(at.key + number, Math.floor(at.time / HOUR), 0.5)),
    'client-address': ({ number }) => `192.168.216.${number + 2}/32`,
    disabled: (_, at) => flagAt(at, false),
  },
});

export const cloudMenus: readonly Menu[] = [cloud, backToHomeUser];
