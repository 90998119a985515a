import { type Persona } from '../persona.ts';
import { type Interface, type Model } from './model.ts';
import { bridge, commentText, loopback, MBIT, MIB, ports, withComments } from './parts.ts';

/** A hAP: five ports, two radios, PPPoE to the provider. */
export function home(persona: Persona): Model {
  const ac2 = persona.major === 6;
  return {
    board: {
      name: ac2 ? 'hAP ac^2' : 'hAP ax^2',
      cpu: ac2 ? 'ARM' : 'ARM64',
      cores: 4,
      frequency: ac2 ? 716 : 864,
      load: 9,
      memory: (ac2 ? 128 : 1024) * MIB,
      storage: (ac2 ? 15.25 : 128) * MIB,
      architecture: ac2 ? 'arm' : 'arm64',
      factorySoftware: ac2 ? '6.42.10' : '7.5',
    },
    switchChip: ac2 ? 'Atheros-8327' : 'IPQ-PPE',
    routerboard: {
      model: ac2 ? 'RBD52G-5HacD2HnD' : 'C52iG-5HaxD2HaxD',
      firmwareType: ac2 ? 'ipq4000L' : 'ipq6000',
      factoryFirmware: ac2 ? '6.42.10' : '7.5',
    },
    sensors: ac2
      ? [{ name: 'voltage', type: 'V', base: 24, span: 0.3, decimals: 1 }]
      : [{ name: 'cpu-temperature', type: 'C', base: 48, span: 6 }],
    interfaces: withComments(interfaces(persona), {
      ether1: 'WAN',
      ether3: commentText(persona, 'Büro'),
    }),
    subscribers: 0,
    routes: 4,
    wirelessClients: 12,
  };
}

function interfaces(persona: Persona): Interface[] {
  const gigabit = { rate: '1Gbps' };
  return [
    ...ports({ prefix: 'ether', from: 1, to: 1, port: gigabit, traffic: 6 * MBIT, up: 1 }),
    ...ports({ prefix: 'ether', from: 2, to: 5, port: gigabit, traffic: MBIT, up: 0.5, slave: true }),
    ...radios(persona),
    bridge(5 * MBIT),
    { name: 'pppoe-out1', type: 'pppoe-out', mtu: 1492, traffic: 5.8 * MBIT, up: 1 },
    ...loopback(persona),
  ];
}

/** The radios of the ax² are the new driver's, `wifi`; those of the ac² the old one's, `wlan`. */
function radios(persona: Persona): Interface[] {
  const type = persona.major === 7 ? 'wifi' : 'wlan';
  return [1, 2].map((number) => ({
    name: `${type}${number}`,
    type,
    mtu: 1500,
    l2mtu: type === 'wifi' ? 1560 : 1600,
    traffic: 2 * MBIT,
    up: 1,
    slave: true,
  }));
}
