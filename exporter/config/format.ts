import { Document, isNode } from 'yaml';
import { formatAddress } from './address.ts';
import { type AllowRule } from './allow-rule.ts';
import {
  type Auth,
  type Config,
  type DeviceConfig,
  type Module,
  type Scrape,
  type TracingConfig,
} from './config.ts';
import { formatProblem, type ConfigProblem } from './problem.ts';
import { type TlsConfig } from './tls.ts';
import { formatDuration, formatSize } from './units.ts';

/**
 * The configuration in force as YAML: defaults filled in, built-in modules and the devices of all files included, each
 * password as `<secret>`. Problems are comments, at the top and above the devices they keep from being polled.
 */
export function formatConfig(config: Config): string {
  const devices = [...config.devices.values()];
  const document = toDocument({
    auths: mapValues(config.auths, auth),
    modules: mapValues(config.modules, module),
    devices: devices.map(device),
    targets: { allow: config.allow.map(allowRule) },
    tracing: tracing(config.tracing),
  });
  if (config.problems.length > 0) document.commentBefore = config.problems.map(comment).join('\n');
  for (const [index, { fault }] of devices.entries()) {
    const node: unknown = document.getIn(['devices', index], true);
    if (fault !== undefined && isNode(node)) node.commentBefore = ` not polled:${comment(fault)}`;
  }
  return document.toString(STYLE);
}

/** Modules as the configuration would write them. */
export function formatModules(modules: readonly Module[]): string {
  const byName = new Map(modules.map((one) => [one.name, one]));
  return toDocument({ modules: mapValues(byName, module) }).toString(STYLE);
}

/** No line is folded, and an empty list looks like a full one. */
const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;

function toDocument(value: object): Document {
  return new Document(value, { aliasDuplicateObjects: false });
}

function comment(problem: ConfigProblem): string {
  return ` ${formatProblem(problem)}`;
}

function mapValues<V, R>(map: ReadonlyMap<string, V>, write: (value: V) => R): Readonly<Record<string, R>> {
  return Object.fromEntries([...map].map(([key, value]) => [key, write(value)]));
}

function auth({ username, secret, legacyLogin }: Auth): object {
  const { kind, reference } = secret;
  const key = kind === 'literal' ? 'password' : `password_${kind}`;
  return { username, [key]: reference ?? secret.toString(), legacy_login: legacyLogin };
}

function module({ collectors, timeout, limits, interfaces }: Module): object {
  return {
    collectors,
    ...(timeout !== undefined && { timeout: formatDuration(timeout) }),
    limits: {
      rows: limits.rows,
      reply_bytes: formatSize(limits.bytes),
      samples: limits.samples,
      exposition_bytes: formatSize(limits.expositionBytes),
    },
    interfaces: { include: interfaces.include, exclude: interfaces.exclude, dynamic: interfaces.dynamic },
  };
}

function device({ name, host, port, auth, tls, codePage, labels, scrapes, timeout }: DeviceConfig): object {
  const written = scrapes.map(scrape);
  return {
    name,
    ...(host !== '' && { address: formatAddress(host, port) }),
    auth,
    tls: tlsBlock(tls),
    code_page: codePage,
    labels,
    // Only the short form has a timeout of the device.
    ...(timeout === undefined ? { scrapes: written } : written[0]),
  };
}

function scrape({ modules, interval, timeout }: Scrape): object {
  return { modules, interval: formatDuration(interval), timeout: formatDuration(timeout) };
}

function allowRule({ addresses, auths, tls }: AllowRule): object {
  return { addresses, auths, tls: tlsBlock(tls) };
}

function tracing(config: TracingConfig): object {
  const { endpoint, sampleRatio, slowProbe, maxQueueSize, maxQueueBytes, maxExportBatchSize } = config;
  const { scheduleDelay, exportTimeout } = config;
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(sampleRatio !== undefined && { sample_ratio: sampleRatio }),
    ...(slowProbe !== undefined && { slow_probe: formatDuration(slowProbe) }),
    ...(maxQueueSize !== undefined && { max_queue_size: maxQueueSize }),
    ...(maxQueueBytes !== undefined && { max_queue_bytes: formatSize(maxQueueBytes) }),
    ...(maxExportBatchSize !== undefined && { max_export_batch_size: maxExportBatchSize }),
    ...(scheduleDelay !== undefined && { schedule_delay: formatDuration(scheduleDelay) }),
    ...(exportTimeout !== undefined && { export_timeout: formatDuration(exportTimeout) }),
  };
}

function tlsBlock(tls: TlsConfig | undefined): unknown {
  if (tls === undefined) return 'off';
  return {
    ...(tls.caFile !== undefined && { ca_file: tls.caFile }),
    ...(tls.serverName !== undefined && { server_name: tls.serverName }),
    insecure: tls.insecure,
  };
}
