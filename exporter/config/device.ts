import { check, reportUnknown } from './check.ts';
import { type DeviceConfig } from './config.ts';
import { type ConfigProblem } from './problem.ts';
import { DEFAULT_AUTH, DEFAULT_CODE_PAGE, defaultPort } from './defaults.ts';
import { deviceBlock, labelsBlock } from './schema.ts';
import { DEFAULT_SCRAPES, readScrapes } from './scrapes.ts';
import { readTls } from './sections.ts';
import { show, type Path, type YamlFile } from './yaml-file.ts';

/** Label names that are never an operator's: Prometheus and its histograms, summaries and state sets use them. */
const PROMETHEUS_LABELS = ['job', 'instance', 'module', 'le', 'quantile', 'state'];

/** What the devices of all files are held against. */
export interface Known {
  /** Names of auths; empty only if the configuration is refused anyway. */
  readonly auths: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
  /** Label names that the exporter's own families use. */
  readonly reservedLabels: readonly string[];
}

/** The device at `path` of a file; undefined if it has faults, which are then reported. */
export function readDevice(
  file: YamlFile,
  path: Path,
  entry: unknown,
  known: Known,
): DeviceConfig | undefined {
  const block = check(deviceBlock, entry, file, path);
  if (block === undefined) return undefined;
  const scrapes = readScrapes(file, path, block, known.modules);
  if (known.auths.size > 0 && !known.auths.has(block.auth)) {
    reportUnknown(file, [...path, 'auth'], 'auth', block.auth, known.auths);
  }
  checkLabels(file, [...path, 'labels'], block.labels, known.reservedLabels);
  if (file.problems(path).length > 0) return undefined;
  const tls = readTls(file, [...path, 'tls'], block.tls);
  return {
    name: block.name,
    host: block.address.host,
    port: block.address.port ?? defaultPort(tls),
    auth: block.auth,
    tls,
    codePage: block.code_page,
    labels: block.labels,
    scrapes,
    timeout: block.timeout,
    fault: undefined,
    file: file.name,
  };
}

/**
 * A device that is listed but cannot be polled: as it was before the fault, or what can still be read of it.
 * So its targets stay, and with them its alerts.
 */
export function faultyDevice(
  name: string,
  entry: unknown,
  fault: ConfigProblem,
  known: Known,
  previous: DeviceConfig | undefined,
): DeviceConfig {
  const scrapes =
    previous?.scrapes.filter(({ modules }) => modules.every((module) => known.modules.has(module))) ?? [];
  return {
    name,
    host: previous?.host ?? '',
    port: previous?.port ?? defaultPort(undefined),
    auth: existingAuth(previous?.auth ?? DEFAULT_AUTH, known),
    tls: previous?.tls,
    codePage: previous?.codePage ?? DEFAULT_CODE_PAGE,
    labels: previous?.labels ?? readableLabels(entry, known),
    scrapes: scrapes.length > 0 ? scrapes : DEFAULT_SCRAPES,
    timeout: previous?.timeout,
    fault,
    file: fault.file,
  };
}

/** Every device names an auth that exists, also one that is never dialled. */
function existingAuth(name: string, { auths }: Known): string {
  return auths.has(name) ? name : ([...auths][0] ?? name);
}

function readableLabels(entry: unknown, { reservedLabels }: Known): Readonly<Record<string, string>> {
  const { data = {} } = labelsBlock.safeParse((entry as { labels?: unknown } | undefined)?.labels);
  return Object.fromEntries(
    Object.entries(data).filter(([label]) => ownerOf(label, reservedLabels) === undefined),
  );
}

function checkLabels(
  file: YamlFile,
  path: Path,
  labels: Readonly<Record<string, string>>,
  reserved: readonly string[],
): void {
  for (const label of Object.keys(labels)) {
    const owner = ownerOf(label, reserved);
    if (owner === undefined) continue;
    file.report(
      [...path, label],
      `label "${label}" in ${show(path)} belongs to ${owner}; choose another name`,
      'key',
    );
  }
}

/** Who else uses a label name; undefined if it is free. */
export function ownerOf(label: string, reserved: readonly string[]): string | undefined {
  if (label.startsWith('__') || PROMETHEUS_LABELS.includes(label)) return 'Prometheus';
  return reserved.includes(label) ? "Tikscope's own metrics" : undefined;
}
