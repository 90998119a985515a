import { check } from './check.ts';
import { type DeviceConfig } from './config.ts';
import { faultyDevice, readDevice, type Known } from './device.ts';
import { ConfigError, type ConfigProblem } from './problem.ts';
import { deviceFileBlock, deviceNameOf } from './schema.ts';
import { show, YamlFile, type Path } from './yaml-file.ts';

/** Devices over all files. */
const MAX_DEVICES = 20_000;

/** The devices of all files, gathered file by file: a fault stays with the device, or with the file, that has it. */
export class Inventory {
  readonly devices = new Map<string, DeviceConfig>();
  readonly problems: ConfigProblem[] = [];
  readonly #known: Known;
  readonly #previous: ReadonlyMap<string, DeviceConfig>;
  /** Files some of whose devices could not be read even by name, with the first reason. */
  readonly #broken = new Map<string, ConfigProblem>();

  constructor(known: Known, previous: ReadonlyMap<string, DeviceConfig>) {
    this.#known = known;
    this.#previous = previous;
  }

  /** Adds a list of devices; its faults are reported to `file`. */
  addList(file: YamlFile, path: Path, entries: readonly unknown[]): void {
    for (const [index, entry] of entries.entries()) {
      if (this.devices.size >= MAX_DEVICES) {
        file.report([...path, index], `more than ${MAX_DEVICES} devices; run a second exporter for the rest`);
        return;
      }
      this.#addEntry(file, [...path, index], entry);
    }
  }

  /** Adds a file of devices: a list, or a map with the one key `devices`. */
  addFile(name: string, text: string): void {
    try {
      const file = new YamlFile(name, text);
      const complete = this.#addLists(file);
      this.problems.push(...file.problems());
      if (!complete) this.#break(name, file.problems());
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      this.addUnreadable(name, thrown.problems);
    }
  }

  /** Notes that nothing can be read of a file of devices. */
  addUnreadable(name: string, problems: readonly ConfigProblem[]): void {
    this.problems.push(...problems);
    this.#break(name, problems);
  }

  /** Keeps the devices that a broken file had before it broke; to be called after the last file. */
  keepFormer(): void {
    for (const former of this.#previous.values()) {
      const fault = this.#broken.get(former.file);
      if (fault === undefined || this.devices.has(former.name)) continue;
      this.devices.set(former.name, faultyDevice(former.name, undefined, fault, this.#known, former));
    }
  }

  /** False if there may be devices in the file that could not be read even by name. */
  #addLists(file: YamlFile): boolean {
    const { value } = file;
    if (typeof value !== 'object' || value === null) {
      file.report([], 'expected a list of devices ("[]" if there are none)');
      return false;
    }
    if (!Array.isArray(value)) check(deviceFileBlock, value, file, []);
    const [path, entries] = Array.isArray(value)
      ? [[], value]
      : [['devices'], (value as { devices?: unknown }).devices];
    if (!Array.isArray(entries)) return false;
    this.addList(file, path, entries);
    return entries.every((entry) => deviceNameOf(entry) !== undefined);
  }

  #break(name: string, [first]: readonly ConfigProblem[]): void {
    if (first !== undefined) this.#broken.set(name, first);
  }

  #addEntry(file: YamlFile, path: Path, entry: unknown): void {
    const device = readDevice(file, path, entry, this.#known);
    const name = deviceNameOf(entry);
    if (name === undefined) return;
    const twin = this.devices.get(name);
    if (twin !== undefined) {
      file.report(
        [...path, 'name'],
        `${show([...path, 'name'])}: "${name}" is already listed in ${twin.file}; names must be unique`,
      );
      return;
    }
    const [fault = { ...file.place(path), message: 'cannot be read' }] = file.problems(path);
    this.devices.set(name, device ?? faultyDevice(name, entry, fault, this.#known, this.#previous.get(name)));
  }
}
