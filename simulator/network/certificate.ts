import { createSecureContext, type SecureContext } from 'node:tls';

/**
 * The self-signed certificate of all simulated api-ssl services, which is its own authority, and its
 * key: public, so good for nothing else. Valid until 2076; made with
 *
 *     openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 18250 \
 *       -subj '/CN=RouterOS simulator' -addext basicConstraints=critical,CA:TRUE \
 *       -addext subjectAltName=DNS:localhost,DNS:simulator.test,IP:127.0.0.1
 */
export const SIMULATOR_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBvTCCAWOgAwIBAgIUYqXcLQt0gG4Up8rBM9sRxBBmq5owCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSUm91dGVyT1Mgc2ltdWxhdG9yMCAXDTI2MTEyMTA3NDk0MFoY
DzIwNzYxMTA4MDc0OTQwWjAdMRswGQYDVQQDDBJSb3V0ZXJPUyBzaW11bGF0b3Iw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARWTuN+Cs9tphABM7+LUmz0zK95SYB6
ubZia15PlZXMG5TAoboDY/PBwE2E0MCAwALlIHvAt5i4lE+HpNwVBJ9eo38wfTAd
BgNVHQ4EFgQU1VaDPkzJ84S+qdsMVKFpAPv5IS4wHwYDVR0jBBgwFoAU1VaDPkzJ
84S+qdsMVKFpAPv5IS4wKgYDVR0RBCMwIYIJbG9jYWxob3N0gg5zaW11bGF0b3Iu
dGVzdIcEfwAAATAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC5
jcGavW4mJG8DgMxBSJR0YEw5Hgx2PphkFTyR4fzFLAIgJLnzicoFf8iigimW25vx
MoMPJKIw95+vj1UzAxt1IxQ=
-----END CERTIFICATE-----
`;

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkHEOcBOoiAQ75rx5
Lkm0F1VUp6OVxui/dI8xNr5XloOhRANCAARWTuN+Cs9tphABM7+LUmz0zK95SYB6
ubZia15PlZXMG5TAoboDY/PBwE2E0MCAwALlIHvAt5i4lE+HpNwVBJ9e
-----END PRIVATE KEY-----
`;

let context: SecureContext | undefined;

/** One for all devices. */
export function simulatorContext(): SecureContext {
  return (context ??= createSecureContext({ cert: SIMULATOR_CERTIFICATE, key: KEY }));
}
