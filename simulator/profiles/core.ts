import { type Persona } from '../persona.ts';
import { type Interface, type Model } from './model.ts';
import { bridge, fans, loopback, MBIT, MIB, ports, tunnels, vlans, withComments } from './parts.ts';

/** A CCR2216: twelve 25G and two 100G cages, many VLANs, thousands of PPPoE sessions, a big routing table. */
export function core(persona: Persona): Model {
  const sfp28 = { rate: '25Gbps', cage: ['sfp28-lr', 'sfp-plus-sr', 'sfp-plus-dac'] } as const;
  const qsfp28 = { rate: '100Gbps', cage: ['qsfp28-lr4'] } as const;
  const vlanIds = Array.from({ length: 60 }, (_, index) => 1001 + index);
  const interfaces: Interface[] = [
    ...ports({ prefix: 'ether', from: 1, to: 1, port: { rate: '1Gbps' }, traffic: 0.1 * MBIT, up: 1 }),
    ...ports({ prefix: 'sfp28-', from: 1, to: 12, port: sfp28, traffic: 1500 * MBIT, up: 0.8 }),
    ...['qsfp28-1-', 'qsfp28-2-'].flatMap((prefix) => [
      ...ports({ prefix, from: 1, to: 1, port: qsfp28, traffic: 9000 * MBIT, up: 1 }),
      ...ports({ prefix, from: 2, to: 4, port: qsfp28, traffic: 0, up: 0 }),
    ]),
    bridge(20 * MBIT),
    ...vlans('sfp28-1', vlanIds, 60 * MBIT),
    ...vlanIds.slice(0, 4).map((id): Interface => ({
      name: `vrrp${id}`,
      type: 'vrrp',
      mtu: 1500,
      l2mtu: 1594,
      traffic: MBIT,
      up: 1,
      vrrp: { id: id % 256, parent: `vlan${id}` },
    })),
    ...(persona.major === 7 ? tunnels('vxlan', ['vxlan-dc'], 40 * MBIT) : []),
    ...loopback(persona),
  ];
  return {
    board: {
      name: 'CCR2216-1G-12XS-2XQ',
      cpu: 'ARM64',
      cores: 16,
      frequency: 2000,
      load: 24,
      memory: 16_384 * MIB,
      storage: 128 * MIB,
      architecture: 'arm64',
      factorySoftware: '7.1',
    },
    switchChip: 'Marvell-98DX8525',
    hardwareRoutes: 61_250,
    routerboard: { model: 'CCR2216-1G-12XS-2XQ', firmwareType: 'al64', factoryFirmware: '7.1' },
    sensors: [
      { name: 'cpu-temperature', type: 'C', base: 52, span: 5 },
      { name: 'board-temperature1', type: 'C', base: 39, span: 4 },
      { name: 'sfp-temperature', type: 'C', base: 44, span: 4 },
      { name: 'switch-temperature', type: 'C', base: 58, span: 5 },
      ...fans(4, { base: 6090, span: 500 }),
      { name: 'fan-state', type: '', base: 'ok' },
      { name: 'psu1-state', type: '', base: 'ok' },
      { name: 'psu2-state', type: '', base: 'ok' },
      { name: 'power-consumption', type: 'W', base: 74, span: 6, decimals: 1 },
    ],
    interfaces: withComments(interfaces, {
      'qsfp28-1-1': 'transit A, 100G',
      'qsfp28-2-1': 'transit B, 100G',
      'sfp28-1': 'access ring',
    }),
    subscribers: 2000,
    routes: 100_000,
    customerRules: 2000,
    blocklist: 8000,
    routing: {
      as: 65_000,
      peers: [
        { name: 'transit-a', as: 64_500, interface: 'qsfp28-1-1' },
        { name: 'transit-b', as: 64_501, interface: 'qsfp28-2-1' },
        ...vlanIds.slice(0, 9).map((id) => ({ name: `site${id}`, as: 64_512 + id, interface: `vlan${id}` })),
        { name: 'site-new', as: 65_533 },
      ],
      ospf: ['ether1', ...vlanIds.slice(0, 11).map((id) => `vlan${id}`)],
      ospfV3: vlanIds.slice(0, 3).map((id) => `vlan${id}`),
      pim: ['vlan1001', 'vlan1002'],
    },
  };
}
