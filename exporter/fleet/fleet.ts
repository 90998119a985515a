import { formatAddress } from '../config/address.ts';
import { resolveAdHoc } from '../config/ad-hoc.ts';
import { type Config, type DeviceConfig } from '../config/config.ts';
import { connectionKey } from '../config/connection-key.ts';
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from '../routeros/session.ts';
import { type Bounds } from '../telemetry/bound.ts';
import { type HeldBytes } from '../telemetry/held-bytes.ts';
import { type Logger } from '../telemetry/log/log.ts';
import { type PassingBounds } from '../telemetry/passing-bounds.ts';
import { type SelfMetrics } from '../telemetry/self-metrics.ts';
import { DeviceConnection, type ConnectionEvents } from './device-connection.ts';
import { DialPace } from './dial-pace.ts';
import { type Resolver } from './resolver.ts';
import { SESSION_MEMORY_BYTES } from './session-memory.ts';
import { type Target } from './target.ts';

/** Sessions to addresses that no configuration names; none is kept after its probe. */
const AD_HOC_SESSIONS = 64;

export interface FleetOptions {
  readonly resolver: Resolver;
  readonly metrics: SelfMetrics;
  readonly bounds: Bounds;
  readonly log: Logger;
  readonly held: HeldBytes;
  readonly passing: PassingBounds;
}

/** Milliseconds that a device is left alone at most, or half its interval if that is shorter. */
const LONGEST_PAUSE = 30_000;

/** Addresses whose dial pace is remembered: each of their sessions ends with its probe, the pace must not. */
const AD_HOC_PACES = 1024;

/** A connection for the time of one probe. */
export interface Borrowed {
  /** The one under the configuration in force: a reload during the probe may have replaced it. */
  readonly connection: () => DeviceConnection;
  readonly giveBack: () => void;
}

interface Kept {
  readonly key: string;
  readonly connection: DeviceConnection;
}

/** Why a request names nothing that may be probed; `status` is the HTTP status that says so. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: 400 | 403;

  constructor(status: 400 | 403, message: string) {
    super(message);
    this.status = status;
  }
}

/** The devices of the configuration in force, and the sessions kept to them. */
export class Fleet {
  readonly #resolver: Resolver;
  readonly #log: Logger;
  readonly #metrics: SelfMetrics;
  readonly #passing: PassingBounds;
  readonly #sessionLimits: SessionLimits;
  readonly #kept = new Map<string, Kept>();
  readonly #adHocPaces = new Map<string, DialPace>();
  readonly #lastReason = new Map<string, string>();
  #config: Config;
  #adHoc = 0;
  #adHocRefused = 0;
  #adHocForgotten = 0;
  #memoriesForgotten = 0;

  constructor(config: Config, { resolver, metrics, bounds, log, held, passing }: FleetOptions) {
    this.#config = config;
    this.#resolver = resolver;
    this.#metrics = metrics;
    this.#log = log;
    this.#passing = passing;
    this.#sessionLimits = { ...DEFAULT_SESSION_LIMITS, ledger: held };
    metrics.watch('sessions', 'Sessions open to devices of the configuration.', () => this.openSessions);
    metrics.watch(
      'devices_backing_off',
      'Devices that failed repeatedly and are not dialled again for the moment.',
      () => this.#count((connection) => connection.paused),
    );
    bounds.add({
      name: 'sessions',
      summary: 'one a configured device; there cannot be more',
      setting: 'devices',
      capacity: () => this.#config.devices.size,
      level: () => this.openSessions,
      dropped: () => 0,
    });
    bounds.add({
      name: 'sessions_ad_hoc',
      summary: 'a further probe of an address is answered 503',
      capacity: () => AD_HOC_SESSIONS,
      level: () => this.#adHoc,
      dropped: () => this.#adHocRefused,
    });
    bounds.add({
      name: 'session_memory_bytes',
      summary: 'what is known of the device is forgotten, and asked again',
      capacity: () => SESSION_MEMORY_BYTES,
      level: () => this.#largestMemory(),
      dropped: () => this.#memoriesForgotten,
    });
    bounds.add({
      name: 'devices_remembered',
      summary: 'what is known of a device that left the configuration is freed at the reload',
      capacity: () => this.#config.devices.size,
      level: () => Math.max(this.#kept.size, this.#lastReason.size),
      dropped: () => 0,
    });
    bounds.add({
      name: 'ad_hoc_addresses_remembered',
      summary: 'the address longest unused is forgotten, and its dial pace with it',
      capacity: () => AD_HOC_PACES,
      level: () => this.#adHocPaces.size,
      dropped: () => this.#adHocForgotten,
    });
  }

  get config(): Config {
    return this.#config;
  }

  get openSessions(): number {
    return this.#count((connection) => connection.open);
  }

  /** The device of that name, or the address that the allow-list lets through. @throws RequestRefused */
  target(name: string, authName?: string): Target {
    const device = this.#config.devices.get(name);
    if (device === undefined) return this.#adHocTarget(name, authName);
    if (authName !== undefined && authName !== device.auth) {
      throw new RequestRefused(
        400,
        `Device "${name}" is configured with auth "${device.auth}", not "${authName}"`,
      );
    }
    return this.#configuredTarget(device);
  }

  /** The connection to a target; undefined if too many ad-hoc ones are open. */
  borrow(target: Target): Borrowed | undefined {
    if (target.configured) return { connection: () => this.#connectionTo(target), giveBack: () => undefined };
    if (this.#adHoc >= AD_HOC_SESSIONS) {
      this.#adHocRefused += 1;
      return undefined;
    }
    this.#adHoc += 1;
    const connection = this.#connect(target, this.#adHocPace(target));
    let given = false;
    return {
      connection: () => connection,
      giveBack: () => {
        if (given) return;
        given = true;
        this.#adHoc -= 1;
        connection.dispose();
      },
    };
  }

  /**
   * Takes a new configuration: sessions of unchanged devices stay and their dial pace is forgiven,
   * those of changed ones are closed, and what is known of devices that left is freed.
   */
  apply(config: Config): void {
    this.#config = config;
    this.#adHocPaces.clear();
    for (const [name, kept] of this.#kept) {
      const device = config.devices.get(name);
      if (device !== undefined && this.#keyOf(device) === kept.key) {
        kept.connection.renew(this.#configuredTarget(device));
        continue;
      }
      kept.connection.dispose();
      this.#kept.delete(name);
    }
    for (const name of this.#lastReason.keys()) if (!config.devices.has(name)) this.#lastReason.delete(name);
    this.#resolver.retain(new Set([...config.devices.values()].map((device) => device.host)));
  }

  /** Closes all sessions with a FIN. */
  close(): void {
    for (const { connection } of this.#kept.values()) connection.dispose();
    this.#kept.clear();
  }

  readonly #events: ConnectionEvents = {
    dialled: (target, { error, endpoint, dial }) => {
      if (error === undefined) this.#metrics.logins.inc();
      else if (dial !== undefined) this.#metrics.loginFailures.inc({ reason: error.code });
      this.#logChange(target, endpoint, error?.code ?? 'ok', error?.message);
      if (error !== undefined) this.#passing.passed(error);
    },
    closed: (error) => {
      this.#passing.passed(error);
    },
    forgot: () => {
      this.#memoriesForgotten += 1;
    },
  };

  #count(which: (connection: DeviceConnection) => boolean): number {
    let count = 0;
    for (const { connection } of this.#kept.values()) if (which(connection)) count += 1;
    return count;
  }

  #largestMemory(): number {
    let largest = 0;
    for (const { connection } of this.#kept.values()) largest = Math.max(largest, connection.memoryBytes);
    return largest;
  }

  /** One line when a device's state changes, none while it stays. */
  #logChange(target: Target, endpoint: string, reason: string, message: string | undefined): void {
    // A dial that a reload has cut short is no news, and must leave nothing behind.
    if (!target.configured || !this.#config.devices.has(target.name)) return;
    const before = this.#lastReason.get(target.name);
    if (before === reason || (before === undefined && reason === 'ok')) return;
    this.#lastReason.set(target.name, reason);
    const fields = { target: target.name, endpoint, reason };
    if (reason === 'ok') this.#log.info(fields, 'device is reached again');
    else this.#log.warn(fields, message);
  }

  #connectionTo(target: Target): DeviceConnection {
    const kept = this.#kept.get(target.name);
    if (kept !== undefined) return kept.connection;
    const device = this.#config.devices.get(target.name);
    const connection = this.#connect(
      device === undefined ? target : this.#configuredTarget(device),
      new DialPace(),
    );
    // A reload has dropped the device while it was being probed: it is not dialled again, and nothing is kept of it.
    if (device === undefined) connection.dispose();
    else this.#kept.set(target.name, { key: this.#keyOf(device), connection });
    return connection;
  }

  #connect(target: Target, pace: DialPace): DeviceConnection {
    return new DeviceConnection(target, {
      resolver: this.#resolver,
      pace,
      events: this.#events,
      limits: this.#sessionLimits,
    });
  }

  #adHocPace(target: Target): DialPace {
    const key = `${formatAddress(target.host, target.port)} ${target.auth.name}`;
    const pace = this.#adHocPaces.get(key) ?? new DialPace();
    // The one longest unused goes first.
    this.#adHocPaces.delete(key);
    this.#adHocPaces.set(key, pace);
    const [oldest] = this.#adHocPaces.keys();
    if (this.#adHocPaces.size > AD_HOC_PACES && oldest !== undefined) {
      this.#adHocPaces.delete(oldest);
      this.#adHocForgotten += 1;
    }
    return pace;
  }

  #keyOf(device: DeviceConfig): string {
    return connectionKey(device, this.#authOf(device.auth));
  }

  #configuredTarget(device: DeviceConfig): Target {
    const { name, host, port, tls, codePage, fault, scrapes } = device;
    const shortestInterval = Math.min(...scrapes.map(({ interval }) => interval));
    return {
      name,
      configured: true,
      host,
      port,
      auth: this.#authOf(device.auth),
      tls,
      codePage,
      fault,
      longestPause: Math.min(LONGEST_PAUSE, (shortestInterval * 1000) / 2),
    };
  }

  #adHocTarget(name: string, authName: string | undefined): Target {
    const { target, refused } = resolveAdHoc(this.#config, name, authName);
    if (target === undefined) throw new RequestRefused(refused.status, refused.message);
    return { ...target, name, configured: false, longestPause: LONGEST_PAUSE };
  }

  #authOf(name: string): Target['auth'] {
    const auth = this.#config.auths.get(name);
    if (auth === undefined) throw new Error(`auth "${name}" is not in the configuration`);
    return auth;
  }
}
