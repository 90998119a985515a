import { createHash } from 'node:crypto';
import { formatAddress } from '../config/address.ts';
import { formatProblem } from '../config/problem.ts';
import { readSecret } from '../config/secret.ts';
import { type TlsConfig } from '../config/tls.ts';
import { dial, type TlsOptions } from '../routeros/dial.ts';
import { asRouterosError, RouterosError } from '../routeros/errors.ts';
import { type Session, type SessionLimits } from '../routeros/session.ts';
import { type DialAttempt } from '../telemetry/probe-record.ts';
import { type DialPace } from './dial-pace.ts';
import { HeldSession, type Lease } from './held-session.ts';
import { type Resolver } from './resolver.ts';
import { SessionMemory } from './session-memory.ts';
import { type Target } from './target.ts';

/** The longest that TCP (3 s), TLS and login (5 s) can take. */
const DIAL_TIME = 8000;

export interface LeaseResult {
  readonly lease: Lease | undefined;
  /** The dial it took, or why there is none; undefined for a warm session. */
  readonly attempt: DialAttempt | undefined;
}

/** What a dial came to; whoever waited for it takes a lease of its own. */
interface Dialled {
  readonly held: HeldSession | undefined;
  readonly attempt: DialAttempt;
}

export interface ConnectionOptions {
  readonly resolver: Resolver;
  readonly pace: DialPace;
  readonly events: ConnectionEvents;
  readonly limits: SessionLimits;
}

export interface ConnectionEvents {
  readonly dialled: (target: Target, attempt: DialAttempt) => void;
  /** A session that had been opened is gone. */
  readonly closed: (error: RouterosError) => void;
  /** What was known of a device did not fit into its session's memory any more. */
  readonly forgot: () => void;
}

/** The one session that is kept to a device, and the pace at which a new one may be dialled. */
export class DeviceConnection {
  readonly #resolver: Resolver;
  readonly #events: ConnectionEvents;
  readonly #pace: DialPace;
  readonly #limits: SessionLimits;
  readonly #disposal = new AbortController();
  #target: Target;
  #held: HeldSession | undefined;
  #dialling: Promise<Dialled> | undefined;

  constructor(target: Target, { resolver, pace, events, limits }: ConnectionOptions) {
    this.#target = target;
    this.#resolver = resolver;
    this.#pace = pace;
    this.#events = events;
    this.#limits = limits;
  }

  get open(): boolean {
    return this.#held?.session.open === true;
  }

  /** True while the device is left alone because it failed repeatedly. */
  get paused(): boolean {
    return this.#pace.paused;
  }

  /** Bytes that are remembered of the device. */
  get memoryBytes(): number {
    return this.#held?.memory.bytes ?? 0;
  }

  /** Takes the target of a new configuration that needs no new session; forgives what was held against it. */
  renew(target: Target): void {
    this.#target = target;
    this.#pace.reset();
  }

  /**
   * The warm session, or a new one. A dial is shared by all who wait for it and goes on without them:
   * a router too slow for this probe is logged in for the next. Never rejects.
   */
  async lease(): Promise<LeaseResult> {
    const warm = this.#held;
    if (warm?.session.open === true && this.#target.fault === undefined) {
      if (!warm.isDue) return { lease: warm.lease(true), attempt: undefined };
      warm.session.close();
    }
    this.#dialling ??= this.#dial().finally(() => {
      this.#dialling = undefined;
    });
    const { held, attempt } = await this.#dialling;
    return { lease: held?.lease(false), attempt };
  }

  /** Ends the session with a FIN and any dial at once. */
  dispose(): void {
    this.#disposal.abort();
    this.#held?.session.close();
    this.#held = undefined;
  }

  async #dial(): Promise<Dialled> {
    const target = this.#target;
    const startedAt = performance.now();
    let address: string | undefined;
    let opened: Awaited<ReturnType<typeof dial>> | undefined;
    let error: RouterosError | undefined;
    try {
      const { password, digest } = await this.#admit(target);
      address = await this.#addressOf(target);
      this.#pace.dialled(digest);
      opened = await dial({
        address,
        port: target.port,
        username: target.auth.username,
        password,
        legacyLogin: target.auth.legacyLogin,
        codePage: target.codePage,
        limits: this.#limits,
        deadline: performance.now() + DIAL_TIME,
        signal: this.#disposal.signal,
        ...(target.tls === undefined ? {} : { tls: tlsOptions(target.tls) }),
      });
      error = opened.record.error;
      if (error === undefined) this.#pace.succeeded();
      else this.#pace.failed(error, target.longestPause);
    } catch (thrown) {
      error = asRouterosError(thrown);
    }
    const attempt: DialAttempt = {
      endpoint: formatAddress(target.host, target.port),
      address,
      startedAt,
      endedAt: performance.now(),
      dial: opened?.record,
      error,
    };
    this.#events.dialled(target, attempt);
    const session = opened?.session;
    return { held: session && this.#hold(session), attempt };
  }

  /** The password, once the pace allows a dial. @throws RouterosError with the reason of the last failure if not */
  async #admit(target: Target): Promise<{ password: string; digest: string }> {
    if (this.#disposal.signal.aborted) {
      throw new RouterosError('closed', 'a new configuration changed or removed the device meanwhile');
    }
    if (target.fault !== undefined) throw new RouterosError('config', formatProblem(target.fault));
    const password = await readSecret(target.auth.secret).catch((error: unknown) => {
      throw new RouterosError('config', asRouterosError(error).message, { cause: error });
    });
    const digest = createHash('sha256').update(password).digest('base64');
    const wait = this.#pace.wait(digest);
    if (wait > 0) {
      const last =
        this.#pace.lastError ?? new RouterosError('closed', 'the device keeps closing its sessions');
      const seconds = Math.ceil(wait / 1000);
      throw new RouterosError(
        last.code,
        `not dialled again for another ${seconds} s; the last failure was: ${last.message}`,
      );
    }
    return { password, digest };
  }

  async #addressOf(target: Target): Promise<string> {
    try {
      const [first] = await this.#resolver.resolve(target.host);
      if (first === undefined) throw new RouterosError('dns', `"${target.host}" has no address`);
      return first;
    } catch (thrown) {
      this.#pace.failed(asRouterosError(thrown), target.longestPause);
      throw thrown;
    }
  }

  #hold(session: Session): HeldSession {
    const held = new HeldSession(session, new SessionMemory(this.#events.forgot));
    this.#held = held;
    void session.closed.then((error) => {
      this.#events.closed(error);
      if (this.#held === held) this.#held = undefined;
    });
    if (this.#disposal.signal.aborted) session.close();
    return held;
  }
}

/** The part of a target's TLS settings that a dial needs; its certificates were read with the configuration. */
function tlsOptions({ ca, serverName, insecure }: TlsConfig): TlsOptions {
  return {
    insecure,
    ...(ca === undefined ? {} : { ca }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}
