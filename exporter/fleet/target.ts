import { type Auth } from '../config/config.ts';
import { type ConfigProblem } from '../config/problem.ts';
import { type TlsConfig } from '../config/tls.ts';

/** A device to be probed: one of the configuration, or an address that `targets.allow` lets through. */
export interface Target {
  /** The device's name, or the address asked for. */
  readonly name: string;
  readonly configured: boolean;
  readonly host: string;
  readonly port: number;
  readonly auth: Auth;
  readonly tls: TlsConfig | undefined;
  readonly codePage: string;
  /** A fault of its device file or secret: it is answered with reason `config` and never dialled. */
  readonly fault: ConfigProblem | undefined;
}
