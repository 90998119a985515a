import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { DecodeError, SentenceDecoder, type SentenceView } from '../../exporter/routeros/decoder.ts';
import { encodeSentence } from '../../exporter/routeros/words.ts';
import { reportDefect } from '../network/background.ts';
import { type Command, parseCommand } from './command.ts';
import { type Counts } from './counts.ts';
import { execute, type Subject } from './execute.ts';
import { type Link } from '../network/link.ts';
import { type Account, Login } from './login.ts';
import { type ActiveUser } from '../moment.ts';
import { mix } from '../values/random.ts';
import { spoiled } from './spoil.ts';
import { sentence, type Step, trap } from './steps.ts';

/** A device as its sessions see it. */
export interface SessionHost extends Subject, Account {
  readonly key: number;
  readonly counts: Counts;
  readonly users: Set<ActiveUser>;
  /** Waits until the device's one API thread has worked on a command; undefined if that takes no time. */
  serve(): Promise<void> | undefined;
}

/** Commands in flight at which a session stops reading until one has ended. */
const MAX_RUNNING = 1024;
/** Commands refused before a login at which the session ends. */
const MAX_BEFORE_LOGIN = 10;
/** Bytes of replies after which a command lets others go on. */
const BYTES_PER_TURN = 32 * 1024;

interface Running {
  readonly tag: string | undefined;
  readonly cancel: AbortController;
}

/** One API session: from login to the end of its connection. */
export class Session {
  readonly #host: SessionHost;
  readonly #link: Link;
  readonly #number: number;
  readonly #login: Login;
  readonly #decoder = new SentenceDecoder((view) => this.#take(view));
  readonly #running = new Set<Running>();
  #user: ActiveUser | undefined;
  #refused = 0;

  /** @param number of this session on its device, from 1. */
  constructor(host: SessionHost, link: Link, number: number) {
    this.#host = host;
    this.#link = link;
    this.#number = number;
    this.#login = new Login(host, mix(host.key, number));
  }

  /** Takes what the peer sent. */
  receive(chunk: Buffer): void {
    if (this.#link.takeTurn()) this.#host.counts.roundTrips += 1;
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#fatal('not an API sentence');
    }
  }

  /** The connection is gone. */
  close(): void {
    if (this.#user) this.#host.users.delete(this.#user);
    for (const running of this.#running) running.cancel.abort();
  }

  #take({ bytes, starts, ends, words }: SentenceView): void {
    const command = parseCommand(
      Array.from({ length: words }, (_, word) => bytes.toString('utf8', starts[word], ends[word])),
    );
    if (command.path === '/login') this.#logIn(command);
    else if (command.path === '/quit') this.#fatal('session terminated on request');
    else if (this.#user === undefined) this.#refuse(command);
    else if (command.path === '/cancel') this.#cancel(command);
    else this.#start(command);
  }

  #logIn(command: Command): void {
    const { outcome, steps } = this.#login.answer(command);
    if (outcome === 'refused') this.#host.counts.refusedLogins += 1;
    if (outcome === 'accepted') {
      this.#host.counts.logins += 1;
      this.#user ??= {
        number: this.#number,
        name: this.#host.username,
        address: this.#link.remoteAddress,
        since: this.#host.moment().time,
      };
      this.#host.users.add(this.#user);
    }
    void this.#run(steps, command.tag);
  }

  #refuse(command: Command): void {
    this.#refused += 1;
    if (this.#refused > MAX_BEFORE_LOGIN) this.#fatal('too many commands before login');
    else void this.#run(trap('not logged in'), command.tag);
  }

  #start(command: Command): void {
    const { counts, key } = this.#host;
    counts.commands += 1;
    counts.byCommand[command.path] = (counts.byCommand[command.path] ?? 0) + 1;
    const steps = spoiled(execute(command, this.#host), this.#host.faults, mix(key, counts.commands));
    void this.#run(steps, command.tag, this.#host.serve());
  }

  /**
   * Ends the command of a tag, or without a tag all of them. The order is a real router's: the
   * cancelled command's trap, the `!done` of `/cancel`, the `!done` of the cancelled.
   */
  #cancel(command: Command): void {
    const tag = command.parameters.get('tag');
    const cancelled = [...this.#running].filter((running) => tag === undefined || running.tag === tag);
    for (const running of cancelled) {
      running.cancel.abort();
      this.#send(['!trap', '=category=2', '=message=interrupted'], running.tag);
    }
    this.#send(['!done'], command.tag);
    for (const running of cancelled) this.#send(['!done'], running.tag);
  }

  /** Carries out the steps of a reply. Never rejects: a cancelled command just ends, a defect of ours ends the session. */
  async #run(steps: Iterable<Step>, tag: string | undefined, served?: Promise<void>): Promise<void> {
    const running: Running = { tag, cancel: new AbortController() };
    const { signal } = running.cancel;
    this.#running.add(running);
    if (this.#running.size === MAX_RUNNING) this.#link.pause(true);
    try {
      await this.#carryOut(steps, tag, signal, served);
    } catch (error) {
      if (!signal.aborted) {
        reportDefect(error);
        this.#link.reset();
      }
    }
    this.#running.delete(running);
    if (this.#running.size === MAX_RUNNING - 1) this.#link.pause(false);
  }

  async #carryOut(
    steps: Iterable<Step>,
    tag: string | undefined,
    signal: AbortSignal,
    served: Promise<void> | undefined,
  ): Promise<void> {
    if (served) await served;
    const slow = this.#host.faults.get('slow');
    if (slow) await sleep(slow.ms, undefined, { signal });
    signal.throwIfAborted();
    let bytes = 0;
    for (const step of steps) {
      if (step.kind === 'sentence') bytes += this.#send(step.words, tag);
      else if (step.kind === 'raw') bytes += this.#sendBytes(step.bytes);
      else if (step.kind === 'end') this.#end(step.how);
      else if (step.ms === 0) await nextTurn();
      else await sleep(step.ms, undefined, { signal });
      if (bytes > BYTES_PER_TURN) {
        bytes = 0;
        if (this.#link.full) await this.#link.drained();
        else await nextTurn();
      }
      signal.throwIfAborted();
    }
  }

  #send(words: readonly (string | Buffer)[], tag: string | undefined): number {
    return this.#sendBytes(encodeSentence(tag === undefined ? words : [...words, `.tag=${tag}`]));
  }

  #sendBytes(bytes: Buffer): number {
    this.#link.send(bytes);
    return bytes.length;
  }

  #fatal(reason: string): void {
    for (const running of this.#running) running.cancel.abort();
    void this.#run([sentence('!fatal', reason), { kind: 'end', how: 'close' }], undefined);
  }

  #end(how: 'close' | 'reset'): void {
    if (how === 'reset') this.#link.reset();
    else this.#link.end();
  }
}
