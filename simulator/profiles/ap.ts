import { type Persona } from '../persona.ts';
import { type Interface, type Model } from './model.ts';
import { bridge, loopback, MBIT, MIB, ports, withComments } from './parts.ts';

/** An outdoor access point: two radios and a network for guests, linked by 60 GHz, some of them with CAPs of their own. */
export function ap(persona: Persona): Model {
  const ax = persona.name === '7.20';
  return {
    board: {
      name: ax ? 'cAP ax' : 'cAP ac',
      cpu: ax ? 'ARM64' : 'ARM',
      cores: 4,
      frequency: ax ? 1800 : 716,
      load: 14,
      memory: (ax ? 1024 : 128) * MIB,
      storage: (ax ? 128 : 16) * MIB,
      architecture: ax ? 'arm64' : 'arm',
      factorySoftware: ax ? '7.8' : '6.44.6',
    },
    routerboard: {
      model: ax ? 'cAPGi-5HaxD2HaxD' : 'RBcAPGi-5acD2nD',
      firmwareType: ax ? 'ipq6000' : 'ipq4000L',
      factoryFirmware: ax ? '7.8' : '6.44.6',
    },
    sensors: ax
      ? [{ name: 'cpu-temperature', type: 'C', base: 52, span: 6 }]
      : [{ name: 'voltage', type: 'V', base: 47.5, span: 0.4, decimals: 1 }],
    interfaces: withComments(
      [
        ...ports({ prefix: 'ether', from: 1, to: 1, port: { rate: '1Gbps' }, traffic: 30 * MBIT, up: 1 }),
        ...ports({ prefix: 'ether', from: 2, to: 2, port: { rate: '1Gbps' }, traffic: MBIT, up: 0.3 }),
        ...radios(ax ? 'wifi' : 'wlan'),
        { name: 'wlan60-1', type: 'w60g', mtu: 1500, traffic: 20 * MBIT, up: 0.8 },
        bridge(30 * MBIT),
        ...loopback(persona),
      ],
      { ether1: 'PoE from the switch' },
    ),
    subscribers: 0,
    routes: 3,
    wirelessClients: 120,
    caps: 5,
  };
}

function radios(type: 'wifi' | 'wlan'): Interface[] {
  return [1, 2, 3].map((number) => ({
    name: `${type}${number}`,
    type,
    mtu: 1500,
    l2mtu: type === 'wifi' ? 1560 : 1600,
    traffic: 9 * MBIT,
    up: 1,
    slave: true,
  }));
}
