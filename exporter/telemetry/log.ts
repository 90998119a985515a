import { pino, type Logger } from 'pino';

export type { Logger };
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Paths whose values never reach the log, wherever an object carries them. */
const SECRET_PATHS = ['password', '*.password', 'secret', '*.secret', 'authorization', '*.authorization'];

/** JSON lines on standard output: one per change of state, never one per scrape. */
export function createLogger(level: LogLevel): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: SECRET_PATHS, censor: '<secret>' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
