import { isIP, isIPv6 } from 'node:net';
import { isHostName } from './allow-rule.ts';

export interface HostPort {
  /** A host name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number | undefined;
}

/** `host`, `host:port`, `2001:db8::1` or `[2001:db8::1]:port`; undefined if the text is none of them. */
export function parseAddress(text: string): HostPort | undefined {
  if (isIPv6(text)) return { host: text, port: undefined };
  const match = /^(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^:[\]]*))(?::(?<port>\d{1,5}))?$/.exec(text);
  if (match?.groups === undefined) return undefined;
  const { bracketed, plain = '', port } = match.groups;
  const host = bracketed ?? plain;
  if (bracketed === undefined ? isIP(host) === 0 && !isHostName(host) : !isIPv6(bracketed)) return undefined;
  if (port === undefined) return { host, port: undefined };
  return Number(port) >= 1 && Number(port) <= 65535 ? { host, port: Number(port) } : undefined;
}

/** The reverse of {@link parseAddress}. */
export function formatAddress(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
