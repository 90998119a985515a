import { type Face, facesOf, isUp } from './face.ts';
import { type Moment } from '../moment.ts';

/** Members of the bridge, of which a device has one: ports, radios and bonds, but not the ports of a bond. */
export function portsOfBridge(at: Moment): Face[] {
  const bonded = new Set(at.model.interfaces.flatMap(({ bond }) => bond?.slaves ?? []));
  const ports: Face[] = [];
  for (const face of facesOf(at)) {
    if (face.dynamic) break;
    if (face.is.slave === true && !bonded.has(face.is.name)) ports.push(face);
  }
  return ports;
}

/** The first uplink that is up leads to the root. */
export function rootPortOf(at: Moment): Face | undefined {
  return portsOfBridge(at).find((port) => port.is.uplink === true && isUp(at, port));
}

/** True if no uplink leads to another root. */
export function isRoot(at: Moment): boolean {
  return rootPortOf(at) === undefined;
}

export type Role = 'disabled-port' | 'root-port' | 'designated-port' | 'alternate-port';

/** @param root of rootPortOf */
export function roleOf(at: Moment, port: Face, root: Face | undefined): Role {
  if (!isUp(at, port)) return 'disabled-port';
  if (port.is.uplink !== true || root === undefined) return 'designated-port';
  return port.is.name === root.is.name ? 'root-port' : 'alternate-port';
}

/** True for ports that carry traffic: all that are up but the redundant uplinks. */
export function isForwarding(at: Moment, port: Face): boolean {
  const role = roleOf(at, port, rootPortOf(at));
  return role === 'root-port' || role === 'designated-port';
}

export function pathCost(port: Face): number {
  return port.is.uplink === true ? 2000 : 20_000;
}

export function rootPathCost(at: Moment): number {
  const root = rootPortOf(at);
  return root === undefined ? 0 : pathCost(root);
}
