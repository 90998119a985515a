import { type Persona } from '../persona.ts';
import { type Model } from './model.ts';
import { bridge, commentText, fans, loopback, MBIT, MIB, ports, vlans, withComments } from './parts.ts';

/** A CRS354: 48 ports, a management port, four SFP+ cages, two QSFP+ cages of four lanes each. */
export function switch354(persona: Persona): Model {
  const sfpPlus = { rate: '10Gbps', cage: ['sfp-plus-sr', 'sfp-plus-dac', 'sfp-lx'] } as const;
  const qsfpPlus = { rate: '40Gbps', cage: ['qsfp-plus-dac'] } as const;
  const lane = { slave: true, port: qsfpPlus, from: 1 };
  const interfaces = [
    ...ports({
      prefix: 'ether',
      from: 1,
      to: 48,
      port: { rate: '1Gbps' },
      traffic: 3 * MBIT,
      up: 0.75,
      slave: true,
    }),
    ...ports({ prefix: 'ether', from: 49, to: 49, port: { rate: '100Mbps' }, traffic: 0.02 * MBIT, up: 0.3 }),
    ...ports({
      prefix: 'sfp-sfpplus',
      from: 1,
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
    bridge(0.4 * MBIT),
    ...vlans('bridge', [10, 99], 0.3 * MBIT),
    ...loopback(persona),
  ];
  return {
    board: {
      name: 'CRS354-48G-4S+2Q+',
      cpu: 'MIPS 74Kc V5.0',
      cores: 1,
      frequency: 650,
      load: 14,
      memory: 64 * MIB,
      storage: 16 * MIB,
      architecture: 'mipsbe',
      factorySoftware: '6.46',
    },
    routerboard: { model: 'CRS354-48G-4S+2Q+', firmwareType: 'qca9531L', factoryFirmware: '6.46' },
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
