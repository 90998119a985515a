import { LOG_LEVELS } from './level-control.ts';

interface Volume {
  lines: number;
  bytes: number;
}

/** How much has been logged, by level; lines that the output had to drop are in it. */
export class LogVolume {
  readonly #levels = new Map<string, Volume>(
    [...LOG_LEVELS, 'fatal'].map((level) => [level, { lines: 0, bytes: 0 }]),
  );

  note(level: string, bytes: number): void {
    const volume = this.#levels.get(level);
    if (volume === undefined) return;
    volume.lines += 1;
    volume.bytes += bytes;
  }

  entries(): Iterable<readonly [level: string, volume: Readonly<Volume>]> {
    return this.#levels.entries();
  }
}
