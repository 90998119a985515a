import { type SentenceView } from './decoder.ts';
import { RouterosError } from './errors.ts';
import { quote, valueOf } from './reply.ts';
import { type ReadText } from './text.ts';

/** The `!trap` that answered `command`, as an error. */
export function trapError(command: string, sentence: SentenceView, readText: ReadText): RouterosError {
  const message = quote(valueOf(sentence, '=message=', readText) ?? 'a trap without a message');
  const digit = /^[0-7]$/.exec(valueOf(sentence, '=category=', readText) ?? '');
  const trap = digit === null ? { message } : { message, category: Number(digit[0]) };
  if (message.startsWith('not enough permissions')) {
    return new RouterosError(
      'permission',
      `${command}: the device says "${message}"; give the user's group the policy that this command needs`,
      { trap },
    );
  }
  return new RouterosError('trap', `${command}: the device says "${message}"`, { trap });
}

/** True if the device does not have the menu or the command: an older version, or a package that is not installed. */
export function isMissingMenu(error: RouterosError): boolean {
  return error.code === 'trap' && error.trap?.message.startsWith('no such command') === true;
}
