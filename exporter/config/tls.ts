import { X509Certificate } from 'node:crypto';
import { ConfigError, type Place } from './problem.ts';
import { causeOf, readBounded } from './read-file.ts';

const MAX_CA_BYTES = 1024 * 1024;

/** How a device is spoken to over api-ssl. */
export interface TlsConfig {
  /** Where `ca` is read from when the configuration is loaded. */
  readonly caFile?: string;
  /** Certificates that are trusted instead of the system's, PEM. */
  readonly ca?: string;
  /** The name that the certificate must carry, if it is not the device's address. */
  readonly serverName?: string;
  /** True if the certificate is not verified at all. */
  readonly insecure: boolean;
  /** Where the configuration names it, for errors. */
  readonly place: Place;
}

/** The certificates of a `ca_file`, PEM. @throws ConfigError */
export async function readCertificates(path: string, place: Place): Promise<string> {
  try {
    const pem = (await readBounded(path, MAX_CA_BYTES)).bytes.toString();
    if (!isCertificate(pem)) throw new Error('it holds no PEM certificate');
    return pem;
  } catch (thrown) {
    throw new ConfigError([{ ...place, message: `ca_file "${path}" cannot be used: ${causeOf(thrown)}` }]);
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
