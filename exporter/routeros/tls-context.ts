import { X509Certificate } from 'node:crypto';
import { createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';
import { RouterosError } from './errors.ts';

/** How a device is to prove who it is. */
export interface TlsOptions {
  /** Certificates to trust instead of the system's, in PEM. */
  readonly ca?: string;
  /** The name that the certificate must be for, instead of the address. */
  readonly serverName?: string;
  /** Takes any certificate, and none. */
  readonly insecure: boolean;
}

/**
 * A device whose service api-ssl has no certificate knows anonymous Diffie-Hellman only (TLS 1.2; 1.3 has none).
 * OpenSSL offers that at security level 0 alone, and never where a list says `!aNULL`, as the default one does.
 */
const INSECURE_CIPHERS = [
  ...DEFAULT_CIPHERS.split(':').filter((cipher) => cipher !== '!aNULL'),
  'ADH-AES256-GCM-SHA384',
  'ADH-AES128-SHA256',
  '@SECLEVEL=0',
].join(':');

/** A context takes milliseconds to build and tens of KiB, and most devices share one. */
const KEPT_CONTEXTS = 16;
const contexts = new Map<string, SecureContext>();

/** The TLS context for these options. @throws RouterosError `config` if `ca` is not PEM. */
export function secureContext({ ca, insecure }: TlsOptions): SecureContext {
  const key = `${insecure}${ca ?? ''}`;
  let context = contexts.get(key);
  if (context === undefined) {
    if (ca !== undefined) checkPem(ca);
    context = createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(insecure ? { ciphers: INSECURE_CIPHERS } : {}),
    });
    const [oldest] = contexts.keys();
    if (oldest !== undefined && contexts.size === KEPT_CONTEXTS) contexts.delete(oldest);
    contexts.set(key, context);
  }
  return context;
}

/** createSecureContext takes any text, and then trusts nobody. */
function checkPem(ca: string): void {
  try {
    new X509Certificate(ca);
  } catch (error) {
    throw new RouterosError('config', 'the ca of tls holds no certificate in PEM', { cause: error });
  }
}
