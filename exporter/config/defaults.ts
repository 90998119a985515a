export const DEFAULT_AUTH = 'default';
export const DEFAULT_MODULE = 'default';
/** What Windows, and so WinBox, writes names and comments in where western languages are spoken. */
export const DEFAULT_CODE_PAGE = 'windows-1252';
/** Seconds. */
export const DEFAULT_INTERVAL = 60;
/** Seconds. */
export const DEFAULT_TIMEOUT = 30;
/** Seconds: Prometheus looks back five minutes, a longer interval makes series come and go. */
export const MAX_INTERVAL = 240;

/** That a probe names, or a scrape: more than there are built-in ones. */
export const MAX_MODULES = 64;

/** The port of the service `api-ssl`, or of `api`. */
export function defaultPort(tls: object | undefined): number {
  return tls === undefined ? 8728 : 8729;
}
