import { createHash } from 'node:crypto';
import { type Auth, type DeviceConfig } from './config.ts';

/** Changes if and only if a session to the device, opened under the old configuration, must not be used further. */
export function connectionKey(device: DeviceConfig, auth: Auth): string {
  const { host, port, tls, codePage } = device;
  const { username, secret, legacyLogin } = auth;
  const settings = [
    host,
    port,
    tls && [tls.ca, tls.serverName, tls.insecure],
    codePage,
    username,
    secret.identity,
    legacyLogin,
  ];
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url');
}
