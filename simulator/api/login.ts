import { createHash } from 'node:crypto';
import { type Command } from './command.ts';
import { type Faults } from '../faults.ts';
import { hexDigits, mix } from '../values/random.ts';
import { sentence, type Step, trap } from './steps.ts';

/** Who may log in, and what is wrong with it. */
export interface Account {
  readonly username: string;
  readonly password: string;
  /** Behaves as RouterOS before 6.43: challenge and MD5 response only. */
  readonly legacyLogin: boolean;
  readonly faults: Faults;
}

export interface LoginAnswer {
  readonly outcome: 'accepted' | 'refused' | 'challenged';
  readonly steps: Iterable<Step>;
}

/** The logins of one connection; with the old form, a login takes two commands. */
export class Login {
  readonly #account: Account;
  readonly #challenge: string;

  /** @param key makes the challenge. */
  constructor(account: Account, key: number) {
    this.#account = account;
    this.#challenge = hexDigits(mix(key, 'challenge'), 0, 32).toLowerCase();
  }

  answer({ parameters }: Command): LoginAnswer {
    const { faults, legacyLogin } = this.#account;
    if (faults.has('max-sessions')) {
      const steps: Step[] = [sentence('!fatal', 'too many sessions'), { kind: 'end', how: 'close' }];
      return { outcome: 'refused', steps };
    }
    if (faults.has('login-not-ready'))
      return { outcome: 'refused', steps: trap('std failure: timeout (13)') };
    if (legacyLogin && !parameters.has('response')) {
      return { outcome: 'challenged', steps: [sentence('!done', `=ret=${this.#challenge}`)] };
    }
    const accepted =
      !faults.has('wrong-password') &&
      parameters.get('name') === this.#account.username &&
      (legacyLogin
        ? parameters.get('response') === this.#response()
        : parameters.get('password') === this.#account.password);
    if (!accepted) return { outcome: 'refused', steps: trap('invalid user name or password (6)') };
    return { outcome: 'accepted', steps: [sentence('!done')] };
  }

  /** MD5 of a zero byte, the password and the challenge. */
  #response(): string {
    const hash = createHash('md5').update('\0').update(this.#account.password);
    return `00${hash.update(Buffer.from(this.#challenge, 'hex')).digest('hex')}`;
  }
}
