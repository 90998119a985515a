import { type Persona } from '../persona.ts';
import { type Model } from './model.ts';
import { bridge, loopback, MBIT, MIB, ports, tunnels, withComments } from './parts.ts';

/** A Cloud Hosted Router: a virtual machine without routerboard, sensors, or a port that knows its rate. */
export function chr(persona: Persona): Model {
  return {
    board: {
      name: persona.name === '7.20' ? 'CHR QEMU Standard PC (Q35 + ICH9, 2009)' : 'CHR',
      cpu: 'QEMU',
      cores: 2,
      frequency: 2400,
      load: 6,
      memory: 1024 * MIB,
      storage: 90 * MIB,
      architecture: 'x86_64',
    },
    sensors: [],
    interfaces: withComments(
      [
        ...ports({ prefix: 'ether', from: 1, to: 4, port: {}, traffic: 20 * MBIT, up: 1 }),
        bridge(MBIT),
        ...tunnels('gre-tunnel', ['gre-oslo', 'gre-riga'], 8 * MBIT),
        ...tunnels('eoip', ['eoip-barn'], 2 * MBIT),
        ...(persona.major === 7 ? tunnels('wg', ['wg-road'], 3 * MBIT) : []),
        ...loopback(persona),
      ],
      { ether1: 'public' },
    ),
    subscribers: 0,
    routes: 12,
    routing: {
      as: 65_020,
      peers: [{ name: 'upstream', as: 64_496, interface: 'ether1' }],
      ospf: ['gre-oslo', 'gre-riga'],
    },
  };
}
