import { type DeviceConfig } from './config.ts';
import { faultyDevice, readDevice, type Known } from './device.ts';
import { ConfigError, type ConfigProblem } from './problem.ts';
import { deviceNameOf } from './schema.ts';
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
      const isMap = typeof file.value === 'object' && file.value !== null && 'devices' in file.value;
      const entries = isMap ? file.value.devices : file.value;
      const path = isMap ? ['devices'] : [];
      if (isMap) reportOtherKeys(file);
      if (Array.isArray(entries)) this.addList(file, path, entries);
      else file.report(path, 'expected a list of devices ("[]" if there are none)');
      const problems = file.problems();
      this.problems.push(...problems);
      const [first] = problems;
      if (
        first !== undefined &&
        !(Array.isArray(entries) && entries.every((entry) => deviceNameOf(entry) !== undefined))
      ) {
        this.#broken.set(name, first);
      }
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      this.addUnreadable(name, thrown.problems);
    }
  }

  /** Notes that nothing can be read of a file of devices. */
  addUnreadable(name: string, problems: readonly ConfigProblem[]): void {
    this.problems.push(...problems);
    const [first] = problems;
    if (first !== undefined) this.#broken.set(name, first);
  }

  /** Keeps the devices that a broken file had before it broke; to be called after the last file. */
  keepFormer(): void {
    for (const former of this.#previous.values()) {
      const fault = this.#broken.get(former.file);
      if (fault === undefined || this.devices.has(former.name)) continue;
      this.devices.set(former.name, faultyDevice(former.name, undefined, fault, this.#known, former));
    }
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

function reportOtherKeys(file: YamlFile): void {
  for (const key of Object.keys(file.value as object)) {
    if (key !== 'devices')
      file.report([key], `unknown key "${key}" at the top of the file; allowed: devices`, 'key');
  }
}
