import { type Persona } from '../persona.ts';
import { type Model } from './model.ts';
import { bridge, commentText, loopback, MBIT, MIB, ports, tunnels, vlans, withComments } from './parts.ts';

/** An RB4011: ten ports and an SFP+ cage, VLANs on a bridge, tunnels to the centre. */
export function branch(persona: Persona): Model {
  const gigabit = { rate: '1Gbps' };
  const feeding = { rate: '1Gbps', poe: 'passive' } as const;
  const cage = { rate: '10Gbps', cage: ['sfp-lx', 'sfp-plus-sr', 'sfp-plus-dac'] } as const;
  const interfaces = [
    ...ports({ prefix: 'ether', from: 1, to: 1, port: gigabit, traffic: 40 * MBIT, up: 1 }),
    ...ports({ prefix: 'ether', from: 2, to: 9, port: gigabit, traffic: 8 * MBIT, up: 0.7, slave: true }),
    ...ports({ prefix: 'ether', from: 10, to: 10, port: feeding, traffic: 8 * MBIT, up: 0.7, slave: true }),
    ...ports({
      prefix: 'sfp-sfpplus',
      from: 1,
      to: 1,
      port: cage,
      traffic: 60 * MBIT,
      up: 0.9,
      slave: true,
      uplink: true,
    }),
    bridge(70 * MBIT),
    ...vlans('bridge', [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 6 * MBIT),
    ...tunnels('gre-tunnel', ['gre-centre1', 'gre-centre2', 'gre-backup'], 10 * MBIT),
    ...(persona.major === 7 ? tunnels('wg', ['wg-centre', 'wg-staff'], 4 * MBIT) : []),
    ...loopback(persona),
  ];
  return {
    board: {
      name: 'RB4011iGS+',
      cpu: 'ARM',
      cores: 4,
      frequency: 1400,
      load: 18,
      memory: 1024 * MIB,
      storage: 512 * MIB,
      architecture: 'arm',
      factorySoftware: '6.44.6',
    },
    switchChip: 'Realtek-RTL8367',
    routerboard: { model: 'RB4011iGS+', firmwareType: 'al2', factoryFirmware: '6.44.6' },
    sensors: [
      { name: 'voltage', type: 'V', base: 24.1, span: 0.3, decimals: 1 },
      { name: 'temperature', type: 'C', base: 41, span: 5 },
    ],
    interfaces: withComments(interfaces, {
      ether1: 'WAN fibre, circuit 4711',
      ether5: commentText(persona, 'Küche & Empfang'),
      'sfp-sfpplus1': 'uplink to the core switch; do not touch',
      vlan100: 'guests "free Wi-Fi"',
    }),
    subscribers: 0,
    routes: 24,
    routing: {
      as: 65_010,
      peers: [
        { name: 'centre1', as: 65_000, interface: 'ether1' },
        { name: 'centre2', as: 65_000 },
      ],
      ospf: ['gre-centre1', 'gre-centre2', 'vlan10'],
    },
  };
}
