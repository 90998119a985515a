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
}

/** `ether1` … `ether5` */
export function ports(options: PortsOptions): Interface[] {
  const { prefix, from, to, port, traffic, up, slave = false } = options;
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    name: `${prefix}${from + index}`,
    type: 'ether',
    mtu: 1500,
    l2mtu: 1598,
    port,
    traffic,
    up,
    slave,
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

export function tunnels(type: 'gre-tunnel' | 'wg', names: readonly string[], traffic: number): Interface[] {
  return names.map((name) => ({ name, type, mtu: type === 'wg' ? 1420 : 1476, traffic, up: 0.95 }));
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
