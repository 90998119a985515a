import { type Logger } from 'pino';

/** What an operator may choose, most talkative first. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Milliseconds that a level lasts if nobody says how long. */
export const DEFAULT_DURATION = 15 * 60_000;
/** Milliseconds; a level that is meant to stay is a flag. */
export const MAX_DURATION = 24 * 60 * 60_000;

/** The level in force: the configured one, or another for a while. Every change is one line of the log. */
export class LevelControl {
  readonly configured: LogLevel;
  readonly #log: Logger;
  #inForce: LogLevel;
  #until: Date | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger, configured: LogLevel) {
    this.#log = log;
    this.configured = configured;
    this.#inForce = configured;
  }

  get inForce(): LogLevel {
    return this.#inForce;
  }

  /** When the configured level returns by itself; undefined while it is in force. */
  get until(): Date | undefined {
    return this.#until;
  }

  /** @param by who asks for it, for the log. @param duration milliseconds, at most a day */
  set(level: LogLevel, by: string, duration = DEFAULT_DURATION): void {
    clearTimeout(this.#timer);
    this.#until = undefined;
    if (level !== this.configured) {
      const time = Math.min(duration, MAX_DURATION);
      this.#until = new Date(Date.now() + time);
      this.#timer = setTimeout(() => this.set(this.configured, 'its time is over'), time).unref();
    }
    this.#change(level, { from: this.#inForce, to: level, until: this.#until, by });
  }

  /** Debug, or back to the configured level. */
  toggleDebug(by: string): void {
    this.set(this.#inForce === 'debug' ? this.configured : 'debug', by);
  }

  #change(level: LogLevel, fields: object): void {
    const levels = [this.#inForce, level].map((name) => LOG_LEVELS.indexOf(name));
    // Whichever way it goes, the line is written under the more talkative level, and at one that this shows.
    const severity = LOG_LEVELS[Math.max(Math.min(...levels), LOG_LEVELS.indexOf('info'))] ?? 'info';
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.#inForce)) this.#log.level = level;
    this.#log[severity](fields, 'log level set');
    this.#log.level = level;
    this.#inForce = level;
  }
}
