import { type Persona } from '../persona.ts';
import { type OpticsName } from './optics.ts';

export const PROFILE_NAMES = [
  'home',
  'branch',
  'switch',
  'core',
  'chr',
  'concentrator',
  'ap',
  'lte',
] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/**
 * What all devices of a profile and version have in common, shared by them. What tells one device
 * from another (MAC addresses, which ports are plugged, every counter) is derived from its key.
 */
export interface Model {
  readonly board: Board;
  /** Absent on virtual machines: they have no /system/routerboard. */
  readonly routerboard?: Routerboard;
  /** Type of its switch chip; absent on boards without one. */
  readonly switchChip?: string;
  /** How many routes the switch chip has room for; absent if it does not route. */
  readonly hardwareRoutes?: number;
  readonly sensors: readonly Sensor[];
  /** In the order /interface prints them. */
  readonly interfaces: readonly Interface[];
  /** How many dynamic `<pppoe-…>` interfaces there can be at once, unless the device says otherwise. */
  readonly subscribers: number;
  /** Rows of /ip/route, unless the device says otherwise. */
  readonly routes: number;
  /** How many clients its Wi-Fi can have at once. */
  readonly wirelessClients?: number;
  /** How many access points a device manages that is a CAPsMAN. */
  readonly caps?: number;
  /** Filter rules beyond the usual ones: one for each customer, say. */
  readonly customerRules?: number;
  /** Rows of /ip/firewall/address-list that a blocklist is made of. */
  readonly blocklist?: number;
  /** Absent if it has static routes only. */
  readonly routing?: Routing;
}

/** With whom a device exchanges routes. */
export interface Routing {
  readonly as: number;
  readonly peers: readonly BgpPeer[];
  /** Interfaces on which it speaks OSPF. */
  readonly ospf: readonly string[];
  /** Interfaces on which it speaks OSPF for IPv6, by RouterOS 6. */
  readonly ospfV3?: readonly string[];
  /** Interfaces on which it speaks PIM. */
  readonly pim?: readonly string[];
}

export interface BgpPeer {
  readonly name: string;
  readonly as: number;
  /** The interface that leads to it; absent for a peer that has never answered. */
  readonly interface?: string;
}

export type Profile = (persona: Persona) => Model;

export interface Board {
  readonly name: string;
  readonly cpu: string;
  readonly cores: number;
  /** MHz; absent where the chip does not tell. */
  readonly frequency?: number;
  /** Mean CPU load, per cent. */
  readonly load: number;
  /** Bytes. */
  readonly memory: number;
  readonly storage: number;
  readonly architecture: string;
  readonly factorySoftware?: string;
}

export interface Routerboard {
  readonly model: string;
  readonly firmwareType: string;
  readonly factoryFirmware: string;
}

/** One reading of /system/health: a number that drifts, or a state such as `ok`. */
export interface Sensor {
  readonly name: string;
  /** As RouterOS 7 types it: C, V, A, W, RPM, or empty for a state. */
  readonly type: 'C' | 'V' | 'A' | 'W' | 'RPM' | '';
  readonly base: number | string;
  readonly span?: number;
  readonly decimals?: number;
}

export interface Interface {
  readonly name: string;
  readonly type: string;
  readonly mtu: number;
  readonly l2mtu?: number;
  /** Mean bytes per second received; what is sent differs by the device's key. */
  readonly traffic: number;
  /** Probability that it is up on a device: a plugged port, a tunnel with a peer. */
  readonly up: number;
  readonly disabled?: boolean;
  /** A member of a bridge. */
  readonly slave?: boolean;
  readonly comment?: string | Buffer;
  readonly port?: Port;
  readonly vlan?: { readonly id: number; readonly parent: string };
  /** A port of the bridge that leads to the root of its spanning tree; the first of them that is up is the root port. */
  readonly uplink?: boolean;
  readonly bond?: { readonly mode: string; readonly slaves: readonly string[] };
  readonly vrrp?: { readonly id: number; readonly parent: string };
}

/** A physical port. */
export interface Port {
  /** As RouterOS writes it, `1Gbps`; virtual ports have none. */
  readonly rate?: string;
  /** What the modules in it can be; absent on copper. */
  readonly cage?: readonly [OpticsName, ...OpticsName[]];
  /** How it feeds a device, if it does: a controller that measures, or the plain voltage of the board. */
  readonly poe?: 'controlled' | 'passive';
}
