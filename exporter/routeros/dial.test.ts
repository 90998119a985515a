import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Simulator } from '../../simulator/simulator.ts';
import { dial, type DialOptions, type DialRecord } from './dial.ts';
import { RouterosError } from './errors.ts';
import { type Session } from './session.ts';
import { socketError } from './socket-errors.ts';
import { CERTIFICATE, KEY } from './testing/certificate.ts';
import { afterLogin, ScriptedRouter, type Script } from './testing/scripted-router.ts';
import { command } from './testing/session-pair.ts';

const letIn: Script = afterLogin((received, peer) => peer.reply(received, ['!done']));
const CERTIFIED = { cert: CERTIFICATE, key: KEY };
const ANONYMOUS = {
  ciphers: 'ADH-AES256-GCM-SHA384:ADH-AES128-SHA256:@SECLEVEL=0',
  maxVersion: 'TLSv1.2',
  dhparam: 'auto',
} as const;

async function following(
  t: TestContext,
  ...how: Parameters<typeof ScriptedRouter.following>
): Promise<ScriptedRouter> {
  const router = await ScriptedRouter.following(...how);
  t.after(() => router.stop());
  return router;
}

/** Dials with what the test does not care about filled in; destroys the session at the end of the test. */
async function dialing(
  t: TestContext,
  options: Pick<DialOptions, 'address' | 'port'> & Partial<DialOptions>,
): Promise<{ record: DialRecord; session: Session | undefined }> {
  const { address, port, ...others } = options;
  const dialled = await dial({
    username: 'monitor',
    password: 'secret',
    legacyLogin: false,
    codePage: 'windows-1252',
    deadline: performance.now() + 10_000,
    ...others,
    address,
    port,
  });
  t.after(() => dialled.session?.destroy());
  assert.equal(dialled.session === undefined, dialled.record.error !== undefined);
  assert.ok(dialled.record.startedAt <= dialled.record.endedAt);
  return dialled;
}

describe('a dial', () => {
  it('gives a session that is logged in, and when each stage was passed', async (t) => {
    const router = await following(t, letIn);
    const { record, session } = await dialing(t, router);
    assert.ok(record.connectedAt !== undefined && record.connectedAt >= record.startedAt);
    assert.equal(record.securedAt, undefined);
    assert.equal((await session?.run(command('/a')))?.error, undefined);
  });

  it('to a port where nobody listens ends with connect_refused', async (t) => {
    const router = await ScriptedRouter.following(letIn);
    await router.stop();
    const { record } = await dialing(t, router);
    assert.equal(record.error?.code, 'connect_refused');
    assert.equal(record.connectedAt, undefined);
  });

  it('that nobody answers within its deadline ends with connect_timeout', async (t) => {
    const simulator = await Simulator.start({
      seed: 1,
      devices: [{ name: 'dark', profile: 'home', persona: '7.20' }],
    });
    t.after(() => simulator.stop());
    const dark = simulator.device('dark');
    await dark.inject('unreachable');
    const { record } = await dialing(t, {
      address: dark.host,
      port: dark.port,
      deadline: performance.now() + 100,
    });
    assert.equal(record.error?.code, 'connect_timeout');
  });

  it('to a router that is silent in the login ends with timeout', async (t) => {
    const router = await following(t, () => undefined);
    const { record } = await dialing(t, { ...where(router), deadline: performance.now() + 50 });
    assert.equal(record.error?.code, 'timeout');
    assert.ok(record.connectedAt !== undefined);
  });

  it('refused by the router ends with auth, and leaves no connection', async (t) => {
    const gone = Promise.withResolvers<undefined>();
    const router = await following(t, (received, peer) => {
      peer.socket.on('close', () => gone.resolve(undefined));
      peer.reply(received, ['!trap', '=message=invalid user name or password (6)'], ['!done']);
    });
    const { record } = await dialing(t, router);
    assert.equal(record.error?.code, 'auth');
    await gone.promise;
  });

  it('is aborted by its signal at any stage', async (t) => {
    const early = await dialing(t, { ...where(await following(t, letIn)), signal: AbortSignal.abort() });
    assert.equal(early.record.error?.code, 'aborted');
    assert.equal(early.record.connectedAt, undefined);
    const abort = new AbortController();
    const router = await following(t, () => abort.abort());
    const late = await dialing(t, { ...where(router), signal: abort.signal });
    assert.equal(late.record.error?.code, 'aborted');
    assert.ok(late.record.connectedAt !== undefined);
  });

  it('with a code page that does not exist ends with config', async (t) => {
    const { record } = await dialing(t, { ...where(await following(t, letIn)), codePage: 'dos' });
    assert.equal(record.error?.code, 'config');
    assert.match(record.error.message, /"dos"/);
  });

  it('with options that no socket takes ends with an error, not with an exception', async (t) => {
    const { record } = await dialing(t, { address: '127.0.0.1', port: 65536 });
    assert.equal(record.error?.code, 'internal');
  });
});

describe('a dial by TLS', () => {
  it('sends the server name, but no address in its place', async (t) => {
    const names: unknown[] = [];
    const router = await following(
      t,
      (received, peer) => {
        names.push('servername' in peer.socket ? peer.socket.servername : undefined);
        letIn(received, peer);
      },
      CERTIFIED,
    );
    await dialing(t, { ...where(router), tls: { serverName: 'router.test', insecure: true } });
    await dialing(t, { ...where(router), tls: { insecure: true } });
    assert.deepEqual(names, ['router.test', false]);
  });

  it('trusts the authority that it is given, and checks the certificate for the address', async (t) => {
    const router = await following(t, letIn, CERTIFIED);
    const { record, session } = await dialing(t, {
      ...where(router),
      tls: { ca: CERTIFICATE, insecure: false },
    });
    assert.equal(record.error, undefined);
    assert.ok((record.securedAt ?? 0) >= (record.connectedAt ?? Infinity));
    assert.equal((await session?.run(command('/a')))?.error, undefined);
  });

  it('checks the certificate for the server name instead, if there is one', async (t) => {
    const router = await following(t, letIn, CERTIFIED);
    const right = await dialing(t, {
      ...where(router),
      tls: { ca: CERTIFICATE, serverName: 'router.test', insecure: false },
    });
    assert.equal(right.record.error, undefined);
    for (const serverName of ['other.test', '127.0.0.2']) {
      const wrong = await dialing(t, {
        ...where(router),
        tls: { ca: CERTIFICATE, serverName, insecure: false },
      });
      assert.equal(wrong.record.error?.code, 'tls');
      assert.match(wrong.record.error.message, new RegExp(serverName));
    }
  });

  it('does not trust a certificate that no authority of the system has signed', async (t) => {
    const router = await following(t, letIn, CERTIFIED);
    const { record } = await dialing(t, { ...where(router), tls: { insecure: false } });
    assert.equal(record.error?.code, 'tls');
    assert.match(record.error.message, /self-signed/);
  });

  it('takes any certificate, and none at all, where it may be insecure', async (t) => {
    for (const server of [CERTIFIED, ANONYMOUS]) {
      const router = await following(t, letIn, server);
      const { record, session } = await dialing(t, { ...where(router), tls: { insecure: true } });
      assert.equal(record.error, undefined);
      assert.equal((await session?.run(command('/a')))?.error, undefined);
    }
  });

  it('with a ca that is no certificate ends with config', async (t) => {
    const router = await following(t, letIn, CERTIFIED);
    const { record } = await dialing(t, { ...where(router), tls: { ca: 'none', insecure: false } });
    assert.equal(record.error?.code, 'config');
  });

  it('does not take a router without a certificate otherwise', async (t) => {
    const router = await following(t, letIn, ANONYMOUS);
    const { record } = await dialing(t, { ...where(router), tls: { insecure: false } });
    assert.equal(record.error?.code, 'tls');
  });

  const handshakes: readonly [how: string, play: Parameters<typeof ScriptedRouter.start>[0], code: string][] =
    [
      ['is ended by FIN', (socket) => socket.end(), 'tls'],
      ['is ended by RST', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'tls'],
      [
        'is answered in another protocol',
        (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
        'tls',
      ],
      ['is not answered', () => undefined, 'timeout'],
    ];
  for (const [how, play, code] of handshakes) {
    it(`whose handshake ${how} ends with ${code}`, async (t) => {
      const router = await ScriptedRouter.start(play);
      t.after(() => router.stop());
      const deadline = performance.now() + (code === 'timeout' ? 50 : 10_000);
      const { record } = await dialing(t, { ...where(router), tls: { insecure: true }, deadline });
      assert.equal(record.error?.code, code);
      assert.equal(record.securedAt, undefined);
    });
  }
});

describe('an error of the system', () => {
  const codes: readonly [systemCode: string, stage: Parameters<typeof socketError>[0], code: string][] = [
    ['ECONNREFUSED', 'connect', 'connect_refused'],
    ['ETIMEDOUT', 'connect', 'connect_timeout'],
    ['EHOSTUNREACH', 'connect', 'unreachable'],
    ['ENETUNREACH', 'connect', 'unreachable'],
    ['EHOSTDOWN', 'connect', 'unreachable'],
    ['ENETDOWN', 'connect', 'unreachable'],
    ['EADDRNOTAVAIL', 'connect', 'unreachable'],
    ['EMFILE', 'connect', 'internal'],
    ['ECONNRESET', 'handshake', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'handshake', 'tls'],
    ['ECONNRESET', 'session', 'closed'],
    ['EPIPE', 'session', 'closed'],
    ['ETIMEDOUT', 'session', 'timeout'],
  ];
  for (const [systemCode, stage, code] of codes) {
    it(`${systemCode} in the stage ${stage} is ${code}`, () => {
      const error = socketError(
        stage,
        Object.assign(new Error(`it failed: ${systemCode}`), { code: systemCode }),
      );
      assert.ok(error instanceof RouterosError);
      assert.equal(error.code, code);
      assert.match(error.message, new RegExp(systemCode));
    });
  }
});

function where({ address, port }: ScriptedRouter): { address: string; port: number } {
  return { address, port };
}
