import { type Persona } from '../persona.ts';
import { type Model } from './model.ts';
import { bridge, commentText, fans, loopback, MBIT, MIB, ports, vlans, withComments } from './parts.ts';

/**
 * A CRS354: 48 ports, which feed devices in the 48P that runs 7.20, a management port, four SFP+ cages, two QSFP+ cages
 * of four lanes each. Two of the SFP+ are redundant uplinks, two are bonded to a server.
 */
export function switch354(persona: Persona): Model {
  const feeds = persona.name === '7.20';
  const name = feeds ? 'CRS354-48P-4S+2Q+' : 'CRS354-48G-4S+2Q+';
  const sfpPlus = { rate: '10Gbps', cage: ['sfp-plus-sr', 'sfp-plus-dac', 'sfp-lx'] } as const;
  const qsfpPlus = { rate: '40Gbps', cage: ['qsfp-plus-dac'] } as const;
  const lane = { slave: true, port: qsfpPlus, from: 1 };
  const interfaces = [
    ...ports({
      prefix: 'ether',
      from: 1,
      to: 48,
      port: { rate: '1Gbps', ...(feeds && { poe: 'controlled' }) },
      traffic: 3 * MBIT,
      up: 0.75,
      slave: true,
    }),
    ...ports({ prefix: 'ether', from: 49, to: 49, port: { rate: '100Mbps' }, traffic: 0.02 * MBIT, up: 0.3 }),
    ...ports({
      prefix: 'sfp-sfpplus',
      from: 1,
      to: 2,
      port: sfpPlus,
      traffic: 90 * MBIT,
      up: 0.8,
      slave: true,
      uplink: true,
    }),
    ...ports({
      prefix: 'sfp-sfpplus',
      from: 3,
      to: 4,
      port: sfpPlus,
      traffic: 90 * MBIT,
      up: 0.8,
      slave: true,
    }),
    ...['qsfpplus1-', 'qsfpplus2-'].flatMap((prefix) => [
      ...ports({ ...lane, prefix, to: 1, traffic: 200 * MBIT, up: 0.6 }),
      ...ports({ ...lane, prefix, from: 2, to: 4, traffic: 0, up: 0 }),
    ]),
    {
      name: 'bond1',
      type: 'bond',
      mtu: 1500,
      l2mtu: 1592,
      traffic: 170 * MBIT,
      up: 1,
      slave: true,
      bond: { mode: '802.3ad', slaves: ['sfp-sfpplus3', 'sfp-sfpplus4'] },
    },
    bridge(0.4 * MBIT),
    ...vlans('bridge', [10, 99], 0.3 * MBIT),
    ...loopback(persona),
  ];
  return {
    board: {
      name,
      cpu: 'MIPS 74Kc V5.0',
      cores: 1,
      frequency: 650,
      load: 14,
      memory: 64 * MIB,
      storage: 16 * MIB,
      architecture: 'mipsbe',
      factorySoftware: '6.46',
    },
    routerboard: { model: name, firmwareType: 'qca9531L', factoryFirmware: '6.46' },
    switchChip: 'Marvell-98DX3257',
    sensors: [
      { name: 'temperature', type: 'C', base: 38, span: 4 },
      { name: 'switch-temperature', type: 'C', base: 55, span: 5 },
      ...fans(4, { base: 5200, span: 600 }),
      { name: 'psu1-state', type: '', base: 'ok' },
      { name: 'psu2-state', type: '', base: 'ok' },
    ],
    interfaces: withComments(interfaces, {
      ether1: 'printer',
      ether24: commentText(persona, 'Vorführraum'),
      'sfp-sfpplus1': 'uplink',
    }),
    subscribers: 0,
    routes: 3,
  };
}
