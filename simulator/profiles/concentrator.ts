import { type Persona } from '../persona.ts';
import { type Interface, type Model } from './model.ts';
import { bridge, fans, loopback, MBIT, MIB, ports, vlans, withComments } from './parts.ts';

/** A CCR2116 that ends the PPPoE sessions of 5,000 subscribers, who come by eight VLANs. */
export function concentrator(persona: Persona): Model {
  const sfpPlus = { rate: '10Gbps', cage: ['sfp-plus-sr', 'sfp-plus-dac'] } as const;
  const interfaces: Interface[] = [
    ...ports({ prefix: 'ether', from: 1, to: 12, port: { rate: '1Gbps' }, traffic: 4 * MBIT, up: 0.3 }),
    ...ports({ prefix: 'ether', from: 13, to: 13, port: { rate: '1Gbps' }, traffic: 0.1 * MBIT, up: 1 }),
    ...ports({ prefix: 'sfp-sfpplus', from: 1, to: 4, port: sfpPlus, traffic: 3000 * MBIT, up: 0.9 }),
    bridge(MBIT),
    ...vlans('sfp-sfpplus1', [101, 102, 103, 104, 105, 106, 107, 108], 700 * MBIT),
    { name: 'l2tp-management', type: 'l2tp-out', mtu: 1450, traffic: 0.1 * MBIT, up: 1 },
    ...loopback(persona),
  ];
  return {
    board: {
      name: 'CCR2116-12G-4S+',
      cpu: 'ARM64',
      cores: 16,
      frequency: 2000,
      load: 35,
      memory: 16_384 * MIB,
      storage: 128 * MIB,
      architecture: 'arm64',
      factorySoftware: '7.0.7',
    },
    routerboard: { model: 'CCR2116-12G-4S+', firmwareType: 'al64', factoryFirmware: '7.0.7' },
    sensors: [
      { name: 'cpu-temperature', type: 'C', base: 55, span: 5 },
      { name: 'board-temperature1', type: 'C', base: 41, span: 4 },
      ...fans(4, { base: 5100, span: 400 }),
      { name: 'psu1-state', type: '', base: 'ok' },
      { name: 'psu2-state', type: '', base: 'ok' },
    ],
    interfaces: withComments(interfaces, {
      'sfp-sfpplus1': 'access, VLANs 101 to 108',
      'sfp-sfpplus2': 'core',
      ether13: 'management',
    }),
    subscribers: 5000,
    routes: 200,
  };
}
