import { type Persona } from '../persona.ts';
import { type Model } from './model.ts';
import { bridge, loopback, MBIT, MIB, ports, withComments } from './parts.ts';

/** A Chateau: an LTE or 5G modem as its uplink, a second one on USB that few have plugged in. */
export function lte(persona: Persona): Model {
  const is5G = persona.name === '7.20';
  return {
    board: {
      name: is5G ? 'Chateau 5G R17 ax' : 'Chateau LTE6',
      cpu: is5G ? 'ARM64' : 'ARM',
      cores: 4,
      frequency: is5G ? 864 : 716,
      load: 12,
      memory: (is5G ? 1024 : 256) * MIB,
      storage: (is5G ? 128 : 16) * MIB,
      architecture: is5G ? 'arm64' : 'arm',
      factorySoftware: is5G ? '7.15' : '6.46.4',
    },
    routerboard: {
      model: is5G ? 'S53UG+5HaxD2HaxD' : 'D53G-5HacD2HnD',
      firmwareType: is5G ? 'ipq6000' : 'ipq4000',
      factoryFirmware: is5G ? '7.15' : '6.46.4',
    },
    sensors: [{ name: 'voltage', type: 'V', base: 12.1, span: 0.2, decimals: 1 }],
    interfaces: withComments(
      [
        ...ports({
          prefix: 'ether',
          from: 1,
          to: 5,
          port: { rate: '1Gbps' },
          traffic: MBIT,
          up: 0.5,
          slave: true,
        }),
        { name: 'lte1', type: 'lte', mtu: 1500, traffic: 8 * MBIT, up: 1 },
        { name: 'lte2', type: 'lte', mtu: 1500, traffic: MBIT, up: 0.25 },
        bridge(7 * MBIT),
        ...loopback(persona),
      ],
      { lte2: 'spare SIM' },
    ),
    subscribers: 0,
    routes: 5,
  };
}
