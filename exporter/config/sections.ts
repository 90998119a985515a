import { dirname, isAbsolute, join } from 'node:path';
import { AllowRule } from './allow-rule.ts';
import { check, reportUnknown } from './check.ts';
import { type Auth, type Module, type TracingConfig } from './config.ts';
import { InterfaceFilter } from './interface-filter.ts';
import {
  allowBlock,
  authBlock,
  moduleBlock,
  type ModuleBlock,
  type TlsBlock,
  type TracingBlock,
} from './schema.ts';
import { Secret } from './secret.ts';
import { type TlsConfig } from './tls.ts';
import { show, type Path, type YamlFile } from './yaml-file.ts';

/** A collector as the configuration sees it. */
export interface KnownCollector {
  readonly name: string;
  /** Built-in modules that include it. */
  readonly modules: readonly string[];
}

const PASSWORDS = { password: 'literal', password_file: 'file', password_env: 'env' } as const;

/** Undefined if it has faults, which are then reported; so with the other sections. */
export function readAuth(file: YamlFile, path: Path, name: string, entry: unknown): Auth | undefined {
  const block = check(authBlock, entry, file, path);
  if (block === undefined) return undefined;
  const keys = (['password', 'password_file', 'password_env'] as const).filter(
    (key) => block[key] !== undefined,
  );
  const [key, other] = keys;
  if (key === undefined) {
    file.report(path, `${show(path)} has no password; give one of password_file, password_env, password`);
    return undefined;
  }
  if (other !== undefined) {
    file.report([...path, other], `${show(path)} has both "${key}" and "${other}"; keep one`, 'key');
    return undefined;
  }
  const given = block[key] ?? '';
  const reference = key === 'password_file' ? beside(file, given) : given;
  const secret = new Secret(PASSWORDS[key], reference, file.place([...path, key]));
  return { name, username: block.username, secret, legacyLogin: block.legacy_login };
}

export function readModule(
  file: YamlFile,
  path: Path,
  name: string,
  entry: unknown,
  collectors: readonly KnownCollector[],
): Module | undefined {
  const block = check(moduleBlock, entry, file, path);
  if (block === undefined) return undefined;
  const known = collectors.map((collector) => collector.name);
  for (const [index, collector] of block.collectors.entries()) {
    const at = [...path, 'collectors', index];
    if (!known.includes(collector)) reportUnknown(file, at, 'collector', collector, known);
    if (block.collectors.indexOf(collector) < index) {
      file.report(at, `${show(at)}: "${collector}" is listed twice; remove one`);
    }
  }
  return toModule(name, block);
}

/** The modules that collectors name, with all settings at their defaults. */
export function builtInModules(collectors: readonly KnownCollector[]): Map<string, Module> {
  const names = new Set(collectors.flatMap(({ modules }) => modules));
  return new Map(
    [...names].map((name) => {
      const members = collectors.filter(({ modules }) => modules.includes(name));
      return [name, toModule(name, moduleBlock.parse({ collectors: members.map((member) => member.name) }))];
    }),
  );
}

export function readAllowRule(
  file: YamlFile,
  path: Path,
  entry: unknown,
  auths: ReadonlySet<string>,
): AllowRule | undefined {
  const block = check(allowBlock, entry, file, path);
  if (block === undefined) return undefined;
  for (const [index, auth] of block.auths.entries()) {
    if (!auths.has(auth)) reportUnknown(file, [...path, 'auths', index], 'auth', auth, auths);
  }
  const { addresses } = block;
  return new AllowRule({
    addresses,
    auths: block.auths,
    tls: readTls(file, [...path, 'tls'], block.tls),
    fault: undefined,
  });
}

export function readTls(file: YamlFile, path: Path, block: TlsBlock): TlsConfig | undefined {
  if (block === 'off') return undefined;
  if (block === 'on') return { insecure: false, place: file.place(path) };
  return {
    ...(block.ca_file !== undefined && { caFile: beside(file, block.ca_file) }),
    ...(block.server_name !== undefined && { serverName: block.server_name }),
    insecure: block.insecure,
    place: file.place([...path, 'ca_file']),
  };
}

export function toTracing(block: TracingBlock): TracingConfig {
  return {
    endpoint: block.endpoint,
    sampleRatio: block.sample_ratio,
    slowProbe: block.slow_probe,
    maxQueueSize: block.max_queue_size,
    maxQueueBytes: block.max_queue_bytes,
    maxExportBatchSize: block.max_export_batch_size,
    scheduleDelay: block.schedule_delay,
    exportTimeout: block.export_timeout,
  };
}

function toModule(name: string, { collectors, timeout, limits, interfaces }: ModuleBlock): Module {
  return {
    name,
    collectors,
    timeout,
    limits: {
      rows: limits.rows,
      bytes: limits.reply_bytes,
      samples: limits.samples,
      expositionBytes: limits.exposition_bytes,
    },
    interfaces: new InterfaceFilter(interfaces.include, interfaces.exclude, interfaces.dynamic),
  };
}

/** A path of the configuration is relative to the file that names it. */
function beside(file: YamlFile, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file.name), path);
}
