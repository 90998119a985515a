import { type Persona } from '../persona.ts';
import { type Interface, type Port, type Sensor } from './model.ts';

/** Parts that several profiles are made of. */

export const MBIT = 1_000_000 / 8;
export const MIB = 1024 * 1024;

export interface PortsOptions {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly port: Port;
  readonly traffic: number;
  readonly up: number;
  readonly slave?: boolean;
  readonly uplink?: boolean;
}

/** `ether1` … `ether5` */
export function ports(options: PortsOptions): Interface[] {
  const { prefix, from, to, port, traffic, up, slave = false, uplink = false } = options;
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    name: `${prefix}${from + index}`,
    type: 'ether',
    mtu: 1500,
    l2mtu: 1598,
    port,
    traffic,
    up,
    slave,
    uplink,
  }));
}

export function bridge(traffic: number): Interface {
  return { name: 'bridge', type: 'bridge', mtu: 1500, l2mtu: 1598, traffic, up: 1 };
}

export function vlans(parent: string, ids: readonly number[], traffic: number): Interface[] {
  return ids.map((id) => ({
    name: `vlan${id}`,
    type: 'vlan',
    mtu: 1500,
    l2mtu: 1594,
    vlan: { id, parent },
    traffic,
    up: 1,
  }));
}

const TUNNEL_MTUS = { 'gre-tunnel': 1476, wg: 1420, eoip: 1458, vxlan: 1450 } as const;

export function tunnels(
  type: keyof typeof TUNNEL_MTUS,
  names: readonly string[],
  traffic: number,
): Interface[] {
  return names.map((name) => ({ name, type, mtu: TUNNEL_MTUS[type], traffic, up: 0.95 }));
}

/** The readings of `fan1-speed` and so on, turns a minute. */
export function fans(count: number, speed: Pick<Sensor, 'base' | 'span'>): Sensor[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `fan${index + 1}-speed`,
    type: 'RPM',
    ...speed,
  }));
}

/** RouterOS shows its loopback since 7.15. */
export function loopback(persona: Persona): Interface[] {
  if (persona.name !== '7.20') return [];
  return [{ name: 'lo', type: 'loopback', mtu: 65536, traffic: 40, up: 1 }];
}

/** Old Winbox stored comments in the code page of the PC that it ran on; RouterOS 7's tools write UTF-8. */
export function commentText(persona: Persona, text: string): string | Buffer {
  return persona.major === 6 ? Buffer.from(text, 'latin1') : text;
}

export function withComments(
  interfaces: readonly Interface[],
  comments: Readonly<Record<string, string | Buffer>>,
): Interface[] {
  return interfaces.map((each) => {
    const comment = comments[each.name];
    return comment === undefined ? each : { ...each, comment };
  });
}
