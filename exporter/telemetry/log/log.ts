import { pino, type Logger } from 'pino';
import { LevelControl, type LogLevel } from './level-control.ts';
import { loggable, withoutUserInfo } from './loggable.ts';
import { toLogfmt } from './logfmt.ts';
import { LogOutput } from './output.ts';
import { LogVolume } from './volume.ts';

export type { Logger };
export type LogFormat = 'json' | 'logfmt';

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Where the lines go; standard output if left out. */
  readonly descriptor?: number;
}

/** The process' log: one line per change of state, never one per scrape; at debug, one per probe too. */
export interface Log {
  readonly logger: Logger;
  readonly level: LevelControl;
  readonly volume: LogVolume;
  readonly output: LogOutput;
}

export function createLog({ level, format, descriptor = 1 }: LogOptions): Log {
  const output = new LogOutput(descriptor, (lines) => {
    logger.warn({ lines }, 'log lines were dropped: standard output was not read, or could not be written');
  });
  const volume = new LogVolume();
  const destination = {
    // Has pino set lastLevel before each write.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(json: string): void {
      const line = withoutUserInfo(format === 'logfmt' ? toLogfmt(json) : json);
      // Not out of Node's pool of 64 KiB slabs: one line that waits would keep the whole slab, uncounted.
      const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(line));
      bytes.write(line);
      volume.note(pino.levels.labels[this.lastLevel] ?? '', bytes.length);
      output.write(bytes);
    },
  };
  const logger: Logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The errors have been described when a serializer would see them.
      serializers: { err: (described: unknown) => described },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => loggable(fields, logger.isLevelEnabled('debug')) as Record<string, unknown>,
      },
    },
    destination,
  );
  return { logger, level: new LevelControl(logger, level), volume, output };
}
