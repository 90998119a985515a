import { isIP } from 'node:net';
import { parseAddress } from './address.ts';
import { type Auth, type Config } from './config.ts';
import { type ConfigProblem } from './problem.ts';
import { DEFAULT_AUTH, DEFAULT_CODE_PAGE, defaultPort } from './defaults.ts';
import { type TlsConfig } from './tls.ts';

/** An address that no device of the configuration has, and that `targets.allow` lets through. */
export interface AdHocTarget {
  readonly host: string;
  readonly port: number;
  readonly auth: Auth;
  readonly tls: TlsConfig | undefined;
  readonly codePage: string;
  readonly fault: ConfigProblem | undefined;
}

/** Why a target is not probed, and the HTTP status that says so. */
export interface Refusal {
  readonly status: 400 | 403;
  readonly message: string;
}

export type AdHocResolution =
  | { readonly target: AdHocTarget; readonly refused?: never }
  | { readonly target?: never; readonly refused: Refusal };

/**
 * Looks a target that is no device's name up in `targets.allow`: the first rule decides that covers its address,
 * or names its host, and lists the auth. A host that no rule names is refused unresolved: whoever
 * answers for a name could else point it, and the password with it, to any address.
 */
export function resolveAdHoc(
  config: Config,
  target: string,
  authName: string = DEFAULT_AUTH,
): AdHocResolution {
  const address = parseAddress(target);
  if (address === undefined) {
    return refuse(400, unknown(target));
  }
  const auth = config.auths.get(authName);
  if (auth === undefined) return refuse(400, `Unknown auth ${JSON.stringify(authName)}`);
  const { host, port } = address;
  const covering = config.allow.filter((rule) =>
    isIP(host) === 0 ? rule.allowsHost(host) : rule.allowsAddress(host),
  );
  const rule = covering.find(({ auths }) => auths.includes(authName));
  if (rule !== undefined) {
    const { tls, fault } = rule;
    return {
      target: { host, port: port ?? defaultPort(tls), auth, tls, codePage: DEFAULT_CODE_PAGE, fault },
    };
  }
  if (covering.length > 0) {
    return refuse(
      403,
      `Target ${JSON.stringify(target)} is not allowed with auth ${JSON.stringify(authName)}`,
    );
  }
  return isIP(host) === 0
    ? refuse(400, unknown(target))
    : refuse(403, `Target ${JSON.stringify(target)} is neither a configured device nor in targets.allow`);
}

/** A name that nothing lists is a mistyped device more often than a stranger's host. */
function unknown(target: string): string {
  return `Unknown target ${JSON.stringify(target)}: neither a configured device nor in targets.allow`;
}

function refuse(status: Refusal['status'], message: string): AdHocResolution {
  return { refused: { status, message } };
}
