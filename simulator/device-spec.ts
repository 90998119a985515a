import { type PersonaName } from './persona.ts';
import { type ProfileName } from './profiles/model.ts';

/** One device of a fleet. What is left out follows from its profile. */
export interface DeviceSpec {
  readonly name: string;
  readonly profile: ProfileName;
  readonly persona: PersonaName;
  readonly tenant?: string;
  readonly site?: string;
  /** `monitor` unless said otherwise. */
  readonly username?: string;
  /** `secret` unless said otherwise. */
  readonly password?: string;
  /** Speaks api-ssl, with the certificate of network/certificate.ts. */
  readonly tls?: boolean;
  /** Logs in as RouterOS before 6.43 did. */
  readonly legacyLogin?: boolean;
  /** Of the user: `read`, `api` and `test` unless said otherwise. */
  readonly policies?: readonly string[];
  /** PPPoE sessions at most, each a dynamic interface. */
  readonly subscribers?: number;
  /** Rows of /ip/route. */
  readonly routes?: number;
  /** Machines on each LAN, in the ARP table and the leases. */
  readonly hosts?: number;
}

export const DEFAULT_USERNAME = 'monitor';
export const DEFAULT_PASSWORD = 'secret';
export const DEFAULT_POLICIES = ['read', 'api', 'test'] as const;
