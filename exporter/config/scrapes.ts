import { reportUnknown } from './check.ts';
import { type Scrape } from './config.ts';
import { DEFAULT_INTERVAL, DEFAULT_MODULE, DEFAULT_TIMEOUT } from './defaults.ts';
import { type DeviceBlock } from './schema.ts';
import { show, type Path, type YamlFile } from './yaml-file.ts';

/** What a device that says nothing of it is asked, and how often. */
export const DEFAULT_SCRAPES: readonly Scrape[] = [
  { modules: [DEFAULT_MODULE], interval: DEFAULT_INTERVAL, timeout: DEFAULT_TIMEOUT },
];

/** A scrape and where it, and each of its modules, is written. */
interface WrittenScrape extends Scrape {
  readonly path: Path;
  readonly modulePaths: readonly Path[];
}

interface Pace {
  readonly interval?: number | undefined;
  readonly timeout?: number | undefined;
}

/** The scrapes of a device in its short form (`module`, `interval`, `timeout`) or its long one; reports what is wrong. */
export function readScrapes(
  file: YamlFile,
  path: Path,
  block: DeviceBlock,
  known: ReadonlySet<string>,
): readonly Scrape[] {
  const written = block.scrapes === undefined ? [shortForm(file, path, block)] : longForm(file, path, block);
  const twins = new Map<string, Path>();
  for (const scrape of written) {
    checkModules(file, scrape, known);
    const key = [...scrape.modules].sort().join();
    const twin = twins.get(key);
    if (twin !== undefined) {
      file.report(
        scrape.path,
        `${show(scrape.path)} has the same modules as ${show(twin)}; remove one of them`,
      );
    }
    twins.set(key, scrape.path);
  }
  return written.map(({ modules, interval, timeout }) => ({ modules, interval, timeout }));
}

function shortForm(file: YamlFile, path: Path, block: DeviceBlock): WrittenScrape {
  const { module, modules } = block;
  if (modules === undefined)
    return withPace(file, path, [module ?? DEFAULT_MODULE], [[...path, 'module']], block);
  if (module !== undefined)
    file.report([...path, 'module'], `${show(path)} has both "module" and "modules"; keep one`, 'key');
  return withPace(file, path, modules, indexed([...path, 'modules'], modules), block);
}

function longForm(file: YamlFile, path: Path, block: DeviceBlock): readonly WrittenScrape[] {
  for (const key of ['module', 'modules', 'interval', 'timeout'] as const) {
    if (block[key] === undefined) continue;
    file.report(
      [...path, key],
      `${show(path)} has both "${key}" and "scrapes"; move "${key}" into "scrapes"`,
      'key',
    );
  }
  return (block.scrapes ?? []).map((scrape, index) => {
    const at = [...path, 'scrapes', index];
    return withPace(file, at, scrape.modules, indexed([...at, 'modules'], scrape.modules), scrape);
  });
}

function withPace(
  file: YamlFile,
  path: Path,
  modules: readonly string[],
  modulePaths: readonly Path[],
  pace: Pace,
): WrittenScrape {
  const interval = pace.interval ?? DEFAULT_INTERVAL;
  const timeout = pace.timeout ?? Math.min(DEFAULT_TIMEOUT, interval);
  if (timeout > interval) {
    const at = [...path, 'timeout'];
    file.report(at, `${show(at)}: must not be longer than the interval, ${interval}s`);
  }
  return { modules, interval, timeout, path, modulePaths };
}

function indexed(path: Path, items: readonly unknown[]): readonly Path[] {
  return items.map((_, index) => [...path, index]);
}

function checkModules(
  file: YamlFile,
  { modules, path, modulePaths }: WrittenScrape,
  known: ReadonlySet<string>,
): void {
  for (const [index, module] of modules.entries()) {
    const at = modulePaths[index] ?? path;
    if (!known.has(module)) reportUnknown(file, at, 'module', module, known);
    if (modules.indexOf(module) < index)
      file.report(at, `${show(at)}: "${module}" is listed twice; remove one`);
  }
}
