import { AllowRule } from './allow-rule.ts';
import { type Auth, type Config, type DeviceConfig } from './config.ts';
import { ConfigError, type ConfigProblem } from './problem.ts';
import { readCertificates, type TlsConfig } from './tls.ts';

/**
 * The configuration with the certificates that it names read, and every password tried. What cannot be read is a
 * problem; certificates are also the fault of the devices and rules that use them. A password is not: it is read
 * anew at each login, so a file put right needs no reload, and open sessions do not care.
 */
export async function verifyFiles(config: Config): Promise<Config> {
  const problems = [...config.problems];
  const warnings = [...config.warnings];
  await verifySecrets(config.auths, problems, warnings);
  const certificates = new Certificates(problems);

  const devices = new Map<string, DeviceConfig>();
  for (const [name, device] of config.devices) {
    const { tls, fault } = device.fault === undefined ? await certificates.of(device.tls) : device;
    devices.set(name, { ...device, tls, fault });
  }
  const allow: AllowRule[] = [];
  for (const { addresses, auths, tls } of config.allow) {
    allow.push(new AllowRule({ addresses, auths, ...(await certificates.of(tls)) }));
  }
  return { ...config, devices, allow, problems, warnings };
}

/** Notes what is wrong with the password of each auth. */
async function verifySecrets(
  auths: ReadonlyMap<string, Auth>,
  problems: ConfigProblem[],
  warnings: string[],
): Promise<void> {
  for (const { secret } of auths.values()) {
    try {
      const { worldReadable } = await secret.read();
      if (worldReadable)
        warnings.push(
          `password file ${secret.reference ?? ''} can be read by every user of this machine; chmod 640 it`,
        );
    } catch (thrown) {
      problems.push(problemOf(thrown));
    }
  }
}

interface Verified {
  readonly tls: TlsConfig | undefined;
  readonly fault: ConfigProblem | undefined;
}

/** Reads each file of certificates once, however many devices name it. */
class Certificates {
  readonly #problems: ConfigProblem[];
  readonly #read = new Map<string, string | ConfigProblem>();

  constructor(problems: ConfigProblem[]) {
    this.#problems = problems;
  }

  async of(tls: TlsConfig | undefined): Promise<Verified> {
    if (tls?.caFile === undefined) return { tls, fault: undefined };
    const read = this.#read.get(tls.caFile) ?? (await this.#readOnce(tls.caFile, tls));
    return typeof read === 'string' ? { tls: { ...tls, ca: read }, fault: undefined } : { tls, fault: read };
  }

  async #readOnce(path: string, { place }: TlsConfig): Promise<string | ConfigProblem> {
    const read = await readCertificates(path, place).catch(problemOf);
    if (typeof read !== 'string') this.#problems.push(read);
    this.#read.set(path, read);
    return read;
  }
}

function problemOf(thrown: unknown): ConfigProblem {
  const [problem] = thrown instanceof ConfigError ? thrown.problems : [];
  if (problem === undefined) throw thrown;
  return problem;
}
