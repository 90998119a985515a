import { createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';

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
 * A device whose service api-ssl has no certificate knows anonymous Diffie-Hellman only (TLS 1.2; 1.3 has none),
 * which OpenSSL offers at security level 0 alone.
 */
const INSECURE_CIPHERS = `${DEFAULT_CIPHERS}:ADH-AES256-GCM-SHA384:ADH-AES128-SHA256:@SECLEVEL=0`;

/** A context takes milliseconds to build and tens of KiB, and most devices share one. */
const KEPT_CONTEXTS = 16;
const contexts = new Map<string, SecureContext>();

/** The TLS context for these options. @throws if `ca` is not PEM. */
export function secureContext({ ca, insecure }: TlsOptions): SecureContext {
  const key = `${insecure}${ca ?? ''}`;
  let context = contexts.get(key);
  if (context === undefined) {
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
