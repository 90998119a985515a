import { createHash } from 'node:crypto';
import { formatAddress } from '../config/address.ts';
import { formatProblem } from '../config/problem.ts';
import { readSecret } from '../config/secret.ts';
import { type TlsConfig } from '../config/tls.ts';
import { dial, type TlsOptions } from '../routeros/dial.ts';
import { asRouterosError, RouterosError } from '../routeros/errors.ts';
import { type Session } from '../routeros/session.ts';
import { type DialAttempt } from '../telemetry/probe-record.ts';
import { DialPace } from './dial-pace.ts';
import { type Resolver } from './resolver.ts';
import { SessionMemory } from './session-memory.ts';
import { type Target } from './target.ts';

/** A day, give or take: sessions opened together must not all be renewed together. */
const SESSION_AGE = 24 * 60 * 60_000;
const SESSION_AGE_SPREAD = 0.2;
/** The longest that TCP (3 s), TLS and login (5 s) can take. */
const DIAL_TIME = 8000;
/** A warm session is called dead after this, or after three of its round trips if those are longer. */
const SILENCE = 1000;

/** A session to probe with, and what is known of the device behind it. */
export interface Lease {
  readonly session: Session;
  readonly memory: SessionMemory;
  /** True if an earlier probe opened it, so that NAT or a reboot may have cut it in silence. */
  readonly warm: boolean;
  /** Milliseconds without a byte after which a warm session counts as cut. */
  readonly silenceLimit: number;
  /** Tells how long the device took to answer, for the next silenceLimit. */
  readonly measured: (roundTrip: number) => void;
}

export interface LeaseResult {
  readonly lease: Lease | undefined;
  /** The dial it took, or why there is none; undefined for a warm session. */
  readonly attempt: DialAttempt | undefined;
}

interface Held {
  readonly session: Session;
  readonly memory: SessionMemory;
  readonly expiresAt: number;
  roundTrip: number;
}

export interface ConnectionEvents {
  readonly dialled: (target: Target, attempt: DialAttempt) => void;
  readonly unknownReplies: (count: number) => void;
}

/** The one session that is kept to a device, and the pace at which a new one may be dialled. */
export class DeviceConnection {
  readonly #resolver: Resolver;
  readonly #events: ConnectionEvents;
  readonly #pace = new DialPace();
  readonly #disposal = new AbortController();
  #target: Target;
  #held: Held | undefined;
  #dialling: Promise<LeaseResult> | undefined;

  constructor(target: Target, resolver: Resolver, events: ConnectionEvents) {
    this.#target = target;
    this.#resolver = resolver;
    this.#events = events;
  }

  get open(): boolean {
    return this.#held?.session.open === true;
  }

  /** Bytes that its session holds for sentences not yet ended. */
  get heldBytes(): number {
    return this.#held?.session.heldBytes ?? 0;
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
  lease(): Promise<LeaseResult> {
    const held = this.#held;
    if (held?.session.open === true && this.#target.fault === undefined) {
      if (performance.now() < held.expiresAt) {
        return Promise.resolve({ lease: this.#leaseOf(held, true), attempt: undefined });
      }
      held.session.close();
    }
    this.#dialling ??= this.#dial().finally(() => {
      this.#dialling = undefined;
    });
    return this.#dialling;
  }

  /** Ends the session with a FIN and any dial at once. */
  dispose(): void {
    this.#disposal.abort();
    this.#held?.session.close();
    this.#held = undefined;
  }

  async #dial(): Promise<LeaseResult> {
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
        deadline: performance.now() + DIAL_TIME,
        signal: this.#disposal.signal,
        ...(target.tls === undefined ? {} : { tls: tlsOptions(target.tls) }),
      });
      error = opened.record.error;
      if (error === undefined) this.#pace.succeeded();
      else this.#pace.failed(error);
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
    return { lease: session && this.#leaseOf(this.#hold(session), false), attempt };
  }

  /** The password, once the pace allows a dial. @throws RouterosError with the reason of the last failure if not */
  async #admit(target: Target): Promise<{ password: string; digest: string }> {
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
    const [first] = await this.#resolver.resolve(target.host);
    if (first === undefined) throw new RouterosError('dns', `"${target.host}" has no address`);
    return first;
  }

  #hold(session: Session): Held {
    const spread = 1 + SESSION_AGE_SPREAD * (2 * Math.random() - 1);
    const held = {
      session,
      memory: new SessionMemory(),
      expiresAt: performance.now() + SESSION_AGE * spread,
      roundTrip: 0,
    };
    this.#held = held;
    void session.closed.then(() => {
      this.#events.unknownReplies(session.unknownReplies);
      if (this.#held === held) this.#held = undefined;
    });
    if (this.#disposal.signal.aborted) session.close();
    return held;
  }

  #leaseOf(held: Held, warm: boolean): Lease {
    return {
      session: held.session,
      memory: held.memory,
      warm,
      silenceLimit: Math.max(SILENCE, 3 * held.roundTrip),
      measured: (roundTrip) => {
        held.roundTrip = roundTrip;
      },
    };
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
