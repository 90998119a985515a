import { type Socket } from 'node:net';
import { type ErrorCode } from '../errors.ts';
import { encodeSentence, writeLength } from '../words.ts';
import { afterLogin, type ReceivedCommand, ScriptedPeer, type Sentence } from './scripted-router.ts';

/** Something that listens where a router should, and does not do what a router does. */
export interface HostilePeer {
  /** Takes a fresh connection. */
  readonly play: (socket: Socket) => void;
  /** What one command on a fresh session may end with; `ok` if the peer is odd, but answers. */
  readonly outcomes: readonly (ErrorCode | 'ok')[];
}

const ROW: Sentence = ['!re', '=name=ether1', '=rx-byte=4689493024635'];
const WORD_LENGTH = 60_000;

/** Sentences that never end: how each begins, and what keeps coming. */
const NEVER_ENDING: readonly [name: string, head: Buffer, chunk: Buffer][] = [
  ['a word of 4 GiB', Buffer.from([0xf0, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(1024, 'x')],
  ['a reserved control byte', Buffer.from([0xf8]), Buffer.alloc(1024, 'x')],
  ['an endless sentence of short words', Buffer.alloc(0), Buffer.alloc(1024, Buffer.from('\x03abc'))],
  ['an endless sentence of long words', Buffer.alloc(0), word(WORD_LENGTH)],
];

/** Whole sentences that nobody asked for, without end. */
const FLOODS: readonly [name: string, chunk: Buffer][] = [
  ['empty sentences', Buffer.alloc(1024)],
  ['rows without a tag', encodeSentence(ROW)],
  ['rows of an unknown tag', encodeSentence([...ROW, '.tag=4711'])],
  ['rows of a tag that is no number', encodeSentence([...ROW, '.tag=*1'])],
];

/** Ways to end a connection. */
const ENDS: readonly [name: string, end: (socket: Socket) => void][] = [
  ['FIN', (socket) => socket.end()],
  ['RST', (socket) => void socket.resetAndDestroy()],
  ['!fatal', (socket) => socket.end(encodeSentence(['!fatal', 'too many sessions']))],
  ['!fatal without a reason', (socket) => socket.end(encodeSentence(['!fatal']))],
  ['half a sentence and FIN', (socket) => socket.end(encodeSentence(ROW).subarray(0, 9))],
];

const GARBAGE_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** All of them by name: those that misbehave before the login, and those that do after it. */
export const HOSTILE_PEERS: ReadonlyMap<string, HostilePeer> = new Map([
  ...ENDS.map(([name, end]) => peer(`${name} on accept`, ['closed'], end)),
  ...ENDS.map(([name, end]) =>
    peer(
      `${name} on login`,
      ['closed'],
      onCommand((_, socket) => end(socket)),
    ),
  ),
  ...NEVER_ENDING.map(([name, head, chunk]) =>
    peer(`${name} on accept`, ['protocol'], flooding(head, chunk)),
  ),
  ...FLOODS.map(([name, chunk]) => peer(`${name} on accept`, ['protocol'], flooding(Buffer.alloc(0), chunk))),
  ...GARBAGE_SEEDS.map((seed) => peer(`garbage ${seed} on accept`, ['protocol'], garbage(seed))),
  peer('silence after accept', ['timeout'], () => undefined),
  peer('never reads', ['timeout'], (socket) => socket.pause()),
  peer('a drip of empty sentences on accept', ['timeout'], (socket) => drip(socket, Buffer.alloc(1))),
  peer('a drip of one word on accept', ['timeout'], (socket) => drip(socket, word(WORD_LENGTH))),
  peer('rows as the reply to the login', ['limit'], replying(ROW, ['!done'])),
  peer(
    'a trap of 60,000 bytes in the login',
    ['limit'],
    replying(['!trap', `=message=${'x'.repeat(WORD_LENGTH)}`]),
  ),
  peer('a challenge that is none', ['auth'], replying(['!done', '=ret=welcome'])),
  peer('a booting router', ['trap'], replying(['!trap', '=message=std failure: timeout (13)'], ['!done'])),
  peer('a reply before the login', ['ok'], (socket) => {
    socket.write(encodeSentence(['!done', '.tag=1']));
    new ScriptedPeer(socket, (command, scripted) => scripted.reply(command, ['!done']));
  }),

  ...ENDS.map(([name, end]) => peer(`${name} on a command`, ['closed'], inReply(end))),
  ...NEVER_ENDING.map(([name, head, chunk]) =>
    peer(`${name} in a reply`, ['protocol'], inReply(flooding(head, chunk))),
  ),
  ...FLOODS.map(([name, chunk]) =>
    peer(`${name} in a reply`, ['timeout'], inReply(flooding(Buffer.alloc(0), chunk))),
  ),
  ...GARBAGE_SEEDS.map((seed) => peer(`garbage ${seed} in a reply`, ['protocol'], inReply(garbage(seed)))),
  peer(
    'silence on a command',
    ['timeout'],
    inReply(() => undefined),
  ),
  peer(
    'half a sentence, then silence',
    ['timeout'],
    inReply((socket) => socket.write(encodeSentence(ROW).subarray(0, 9))),
  ),
  peer(
    'a drip of one row',
    ['timeout'],
    inReply((socket) => drip(socket, word(WORD_LENGTH))),
  ),
  peer(
    'an endless table',
    ['limit'],
    inReply((socket, { tag = '' }) => {
      flooding(
        Buffer.alloc(0),
        Buffer.concat(Array<Buffer>(100).fill(encodeSentence([...ROW, `.tag=${tag}`]))),
      )(socket);
    }),
  ),
  peer('a trap without an end', ['timeout'], replyingAfterLogin(['!trap', '=message=failure'])),
  peer('!empty without an end', ['timeout'], replyingAfterLogin(['!empty'])),
  peer(
    'a trap of 60,000 bytes',
    ['trap'],
    replyingAfterLogin(['!trap', `=message=${'x'.repeat(WORD_LENGTH)}`], ['!done']),
  ),
  peer('a trap between rows', ['trap'], replyingAfterLogin(ROW, ['!trap'], ROW, ['!done'])),
  peer('unknown reply words', ['ok'], replyingAfterLogin(['!hello', '=to=you'], ['re'], ROW, ['!done'])),
  peer('an end that comes twice', ['ok'], replyingAfterLogin(ROW, ['!done'], ['!done'])),
  peer('rows after the end', ['ok'], replyingAfterLogin(['!done'], ROW, ROW)),
  peer(
    'attributes without name, value or sense',
    ['ok'],
    replyingAfterLogin(['!re', '=', '==', '=name', 'x', '?', '=name='], ['!done']),
  ),
]);

function peer(
  name: string,
  outcomes: HostilePeer['outcomes'],
  play: (socket: Socket) => void,
): [string, HostilePeer] {
  return [name, { outcomes, play }];
}

/** Acts when the first command comes. */
function onCommand(act: (command: ReceivedCommand, socket: Socket) => void): HostilePeer['play'] {
  return (socket) => {
    new ScriptedPeer(socket, (command) => act(command, socket));
  };
}

/** Lets everybody in, and acts when the first command comes after that. */
function inReply(act: (socket: Socket, command: ReceivedCommand) => void): HostilePeer['play'] {
  return (socket) => {
    let acted = false;
    new ScriptedPeer(
      socket,
      afterLogin((command) => {
        if (acted) return;
        acted = true;
        act(socket, command);
      }),
    );
  };
}

function replying(...sentences: readonly Sentence[]): HostilePeer['play'] {
  return (socket) => {
    new ScriptedPeer(socket, (command, scripted) => scripted.reply(command, ...sentences));
  };
}

function replyingAfterLogin(...sentences: readonly Sentence[]): HostilePeer['play'] {
  return (socket) => {
    new ScriptedPeer(
      socket,
      afterLogin((command, scripted) => {
        if (command.path !== '/cancel') scripted.reply(command, ...sentences);
      }),
    );
  };
}

/** Sends `head`, then `chunk` for as long as there is a connection, no faster than it is read, and with breaks. */
function flooding(head: Buffer, chunk: Buffer): HostilePeer['play'] {
  return (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.write(head);
    socket.on('drain', () => setImmediate(more));
    more();
  };
}

/** Sends one byte of `bytes` after the other, 50 a second, from the start again at the end. */
function drip(socket: Socket, bytes: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(sent % bytes.length, (sent % bytes.length) + 1));
    sent += 1;
  }, 20);
  socket.on('close', () => clearInterval(timer));
}

/** Pseudo-random bytes without end, the same for the same seed (xorshift). */
function garbage(seed: number): HostilePeer['play'] {
  const bytes = Buffer.alloc(4096);
  let state = seed * 0x9e3779b1;
  for (let at = 0; at < bytes.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return flooding(Buffer.alloc(0), bytes);
}

/** A word of `length` letters. */
function word(length: number): Buffer {
  const bytes = Buffer.alloc(length + 5, 'x');
  const start = writeLength(bytes, 0, length);
  return bytes.subarray(0, start + length);
}
