import { type AllowRule } from './allow-rule.ts';
import { check } from './check.ts';
import { type Auth, type Config, type DeviceConfig, type Module, type TracingConfig } from './config.ts';
import { type Known } from './device.ts';
import { Inventory } from './inventory.ts';
import { ConfigError } from './problem.ts';
import { mainBlock } from './schema.ts';
import {
  builtInModules,
  readAllowRule,
  readAuth,
  readModule,
  toTracing,
  type KnownCollector,
} from './sections.ts';
import { YamlFile } from './yaml-file.ts';

export interface ParseOptions {
  readonly collectors: readonly KnownCollector[];
  /** Label names that the exporter's own families use. */
  readonly reservedLabels: readonly string[];
  /** At a reload: the configuration in force, whose devices stay if their file cannot be read any more. */
  readonly previous?: Config;
}

/** What the main file says, and an inventory that holds the devices it lists. */
export interface MainFile {
  readonly auths: ReadonlyMap<string, Auth>;
  readonly modules: ReadonlyMap<string, Module>;
  readonly allow: readonly AllowRule[];
  readonly tracing: TracingConfig;
  readonly deviceFiles: readonly string[];
  readonly inventory: Inventory;
}

/** Parses the main file; reads no other. @throws ConfigError with all its faults */
export function parseMain(name: string, text: string, options: ParseOptions): MainFile {
  const { collectors, reservedLabels, previous } = options;
  const file = new YamlFile(name, text);
  const main = check(mainBlock, file.value, file, []);
  const sections = new Map(entriesOf(file.value));
  const builtIn = builtInModules(collectors);
  const known: Known = {
    auths: new Set(entriesOf(sections.get('auths')).map(([key]) => key)),
    modules: new Set([...builtIn.keys(), ...entriesOf(sections.get('modules')).map(([key]) => key)]),
    reservedLabels,
  };

  const auths = entriesOf(sections.get('auths')).map(([key, entry]) =>
    readAuth(file, ['auths', key], key, entry),
  );
  const modules = entriesOf(sections.get('modules')).map(([key, entry]) =>
    readModule(file, ['modules', key], key, entry, collectors),
  );
  const inventory = new Inventory(known, previous?.devices ?? new Map<string, DeviceConfig>());
  inventory.addList(file, ['devices'], itemsOf(sections.get('devices')));
  const rules = itemsOf(new Map(entriesOf(sections.get('targets'))).get('allow'));
  const allow = rules.map((rule, index) =>
    readAllowRule(file, ['targets', 'allow', index], rule, known.auths),
  );

  const problems = file.problems();
  if (main === undefined || problems.length > 0) throw new ConfigError(problems);
  return {
    auths: byName(auths),
    modules: new Map([...builtIn, ...byName(modules)]),
    allow: allow.filter((rule) => rule !== undefined),
    tracing: toTracing(main.tracing),
    deviceFiles: main.device_files,
    inventory,
  };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function byName<T extends { readonly name: string }>(items: readonly (T | undefined)[]): Map<string, T> {
  return new Map(items.flatMap((item) => (item === undefined ? [] : [[item.name, item]])));
}
