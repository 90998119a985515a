import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { SentenceDecoder } from '../decoder.ts';
import { encodeSentence } from '../words.ts';

export type Sentence = readonly (string | Buffer)[];

/** A sentence as a router received it. */
export interface ReceivedCommand {
  readonly path: string;
  /** All words but the path and the tag. */
  readonly words: readonly string[];
  readonly tag: string | undefined;
}

/** What a router does with a command. */
export type Script = (command: ReceivedCommand, peer: ScriptedPeer) => void;

/** One connection, seen from the router's side: each command goes to the script. */
export class ScriptedPeer {
  readonly socket: Duplex;
  readonly commands: ReceivedCommand[] = [];
  /** Chunks that commands came in: as many as there were writes, where the transport keeps them apart. */
  chunks = 0;
  readonly #waiters = new Set<() => void>();

  constructor(socket: Duplex, script: Script) {
    this.socket = socket;
    const decoder = new SentenceDecoder(({ bytes, starts, ends, words }) => {
      const texts = starts.slice(0, words).map((start, word) => bytes.toString('utf8', start, ends[word]));
      const command = received(texts);
      this.commands.push(command);
      script(command, this);
      for (const wake of this.#waiters) wake();
    });
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.chunks += 1;
      decoder.push(chunk);
    });
  }

  /** Sends sentences as they are, in one write. */
  send(...sentences: readonly Sentence[]): void {
    this.socket.write(Buffer.concat(sentences.map(encodeSentence)));
  }

  /** Sends the reply to a command: sentences that get its tag. */
  reply({ tag }: ReceivedCommand, ...sentences: readonly Sentence[]): void {
    this.send(...sentences.map((sentence) => (tag === undefined ? sentence : [...sentence, `.tag=${tag}`])));
  }

  /** The first command with this path, as soon as it is there. */
  async received(path: string): Promise<ReceivedCommand> {
    for (;;) {
      const command = this.commands.find((candidate) => candidate.path === path);
      if (command !== undefined) return command;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiters.delete(wake);
          resolve();
        };
        this.#waiters.add(wake);
      });
    }
  }
}

function received([path = '', ...rest]: readonly string[]): ReceivedCommand {
  const tag = rest.find((word) => word.startsWith('.tag='))?.slice('.tag='.length);
  return { path, words: rest.filter((word) => !word.startsWith('.tag=')), tag };
}

/** A script that lets everybody in, and hands all other commands to `script`. */
export function afterLogin(script: Script): Script {
  return (command, peer) => {
    if (command.path === '/login') peer.reply(command, ['!done']);
    else script(command, peer);
  };
}

/** A server on a free port of 127.0.0.1 that hands each connection to `onConnection`. */
export class ScriptedRouter {
  readonly address = '127.0.0.1';
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(onConnection: (socket: Socket) => void, tls?: TlsOptions): Promise<ScriptedRouter> {
    const sockets = new Set<Socket>();
    const server = tls === undefined ? createServer(onConnection) : createTlsServer(tls, onConnection);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedRouter(server, sockets);
  }

  /** A router whose connections all follow `script`. */
  static async following(script: Script, tls?: TlsOptions): Promise<ScriptedRouter> {
    return ScriptedRouter.start((socket) => {
      new ScriptedPeer(socket, script);
    }, tls);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
