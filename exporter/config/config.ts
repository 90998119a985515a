import { type AllowRule } from './allow-rule.ts';
import { type InterfaceFilter } from './interface-filter.ts';
import { type ConfigProblem } from './problem.ts';
import { type Secret } from './secret.ts';
import { type TlsConfig } from './tls.ts';

/** What an operator configured, complete: defaults filled in, references checked, certificates read. */
export interface Config {
  readonly auths: ReadonlyMap<string, Auth>;
  /** The built-in modules included. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly devices: ReadonlyMap<string, DeviceConfig>;
  readonly allow: readonly AllowRule[];
  readonly tracing: TracingConfig;
  /** Faults that keep single devices from being polled; all others are. */
  readonly problems: readonly ConfigProblem[];
  /** What works and should still be looked at. */
  readonly warnings: readonly string[];
}

/** A RouterOS user. */
export interface Auth {
  readonly name: string;
  readonly username: string;
  readonly secret: Secret;
  /** True if the MD5 challenge of RouterOS before 6.43 is allowed. */
  readonly legacyLogin: boolean;
}

/** What a probe asks of a device, and how much it may cost. */
export interface Module {
  readonly name: string;
  readonly collectors: readonly string[];
  /** Seconds that a probe may take at most, whatever the scraper grants. */
  readonly timeout: number | undefined;
  readonly limits: Limits;
  readonly interfaces: InterfaceFilter;
}

export interface Limits {
  /** Rows of one command's reply. */
  readonly rows: number;
  /** Bytes of one command's reply. */
  readonly bytes: number;
  /** Samples of one exposition. */
  readonly samples: number;
  readonly expositionBytes: number;
}

export interface DeviceConfig {
  /** Also the target of `/probe` and the label `instance`. */
  readonly name: string;
  /** A host name or an IP address; empty if `fault` kept it from being read. */
  readonly host: string;
  readonly port: number;
  /** The name of an auth. */
  readonly auth: string;
  /** Undefined: the plain API. */
  readonly tls: TlsConfig | undefined;
  /** Of names and comments that are not UTF-8: a label of the WHATWG encoding standard. */
  readonly codePage: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapes: readonly Scrape[];
  /** Seconds that a probe may take at most, whatever the scraper grants. */
  readonly timeout: number | undefined;
  /** Why the device is not polled. */
  readonly fault: ConfigProblem | undefined;
  /** The file that lists it. */
  readonly file: string;
}

/** One Prometheus target of a device; interval and timeout in seconds. */
export interface Scrape {
  readonly modules: readonly string[];
  readonly interval: number;
  readonly timeout: number;
}

/** What the file says of tracing; what it leaves out is for the environment to say. Times in seconds. */
export interface TracingConfig {
  /** The URL of the collector, without `/v1/traces`. */
  readonly endpoint: string | undefined;
  readonly sampleRatio: number | undefined;
  readonly slowProbe: number | undefined;
  readonly maxQueueSize: number | undefined;
  readonly maxQueueBytes: number | undefined;
  readonly maxExportBatchSize: number | undefined;
  readonly scheduleDelay: number | undefined;
  readonly exportTimeout: number | undefined;
}
