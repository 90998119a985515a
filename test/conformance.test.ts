import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dial } from '../exporter/routeros/dial.ts';
import { type CommandRecord, type Session } from '../exporter/routeros/session.ts';
import { MENU_PATHS } from '../simulator/menus/registry.ts';
import { PERSONA_NAMES } from '../simulator/persona.ts';
import { Simulator } from '../simulator/simulator.ts';
import type { Answer, Errand } from './node-routeros-client.ts';

/**
 * Our client and one that is not ours, node-routeros 1.6.9, ask the same simulated devices the same. They must read
 * the same, but for known defects of node-routeros; of those it is asserted that they happen.
 */
const PROFILES = ['home', 'branch', 'switch', 'core', 'chr', 'ap', 'lte'] as const;
/** Tables stay below a chunk of 64 KiB: node-routeros loses its place where a chunk ends within a sentence. */
const TABLES = { subscribers: 20, routes: 100, hosts: 8 };
const MAX_ROWS = 400;
const MISSING = 3;
const DEVICES = PROFILES.flatMap((profile) =>
  PERSONA_NAMES.map((persona) => ({ name: `${profile} ${persona}`, profile, persona, ...TABLES })),
);
/** All but those that show who asks. */
const MENUS = MENU_PATHS.filter((menu) => menu !== '/user/active' && menu !== '/ip/service');
const CREDENTIALS = { username: 'monitor', password: 'secret' };
const NOW = Date.UTC(2026, 4, 7, 17, 58, 11);
const DEADLINE = 30_000;

type Table = Record<string, string>[];

let simulator: Simulator;
before(async () => {
  const devices = DEVICES.map((device) => ({ ...device, ...CREDENTIALS }));
  simulator = await Simulator.start({ seed: 1, devices, clock: () => NOW });
});
after(() => simulator.stop());

describe('our client and node-routeros', { concurrency: 7 }, () => {
  for (const { name, persona } of DEVICES) {
    it(`read the same rows and traps of each menu of ${name}`, { timeout: DEADLINE }, async (t) => {
      const session = await ourSession(name);
      t.after(() => session.destroy());
      const { text } = defectsOf(persona);
      const menus = await menusFor(session, persona);
      const answers = await theirAnswers(
        name,
        menus.map((menu) => [`${menu}/print`]),
      );
      for (const [index, menu] of menus.entries()) {
        const theirs = answers[index];
        assert.ok(theirs);
        const names = 'rows' in theirs ? [...new Set(theirs.rows.flatMap((row) => Object.keys(row)))] : [];
        assert.deepEqual(await ourAnswer(session, menu, names, text), theirs, menu);
      }
    });
  }
});

describe('node-routeros 1.6.9, unlike our client,', () => {
  it('is ended by the reply of RouterOS 7.18 and newer to a print that finds nothing', async () => {
    const session = await ourSession('home 7.20');
    assert.deepEqual(await ourAnswer(session, '/interface/vlan', ['name']), { rows: [] });
    session.close();
    await assert.rejects(theirAnswers('home 7.20', [['/interface/vlan/print']]), { stderr: /UNKNOWNREPLY/ });
  });

  it('drops rows that have none of the attributes that were asked for', async () => {
    const session = await ourSession('home 7.12');
    const { rows } = (await ourAnswer(session, '/interface', ['no-such-attribute'])) as { rows: Table };
    assert.ok(rows.length > 1);
    assert.ok(rows.every((row) => Object.keys(row).length === 0));
    session.close();
    const [theirs] = await theirAnswers('home 7.12', [['/interface/print', '=.proplist=no-such-attribute']]);
    assert.deepEqual(theirs, { rows: [] });
  });

  it('reads text that is UTF-8 as windows-1252', async () => {
    const session = await ourSession('home 7.12');
    const query = ['?name=ether3'];
    const { rows } = (await ourAnswer(session, '/interface', ['comment'], same, query)) as { rows: Table };
    assert.deepEqual(rows, [{ comment: 'Büro' }]);
    session.close();
    const [theirs] = await theirAnswers('home 7.12', [['/interface/print', '=.proplist=comment', ...query]]);
    assert.deepEqual(theirs, { rows: [{ comment: 'BÃ¼ro' }] });
  });
});

/** What node-routeros would make of our rows from such a device, and which tables it cannot be asked for. */
function defectsOf(persona: string): {
  text: (text: string) => string;
  dies: (rows: number) => boolean;
} {
  const modern = persona === '7.20';
  // RouterOS 6 keeps what an old Winbox wrote in its PC's code page; RouterOS 7 tools write UTF-8.
  return { text: persona.startsWith('6') ? same : inWindows1252, dies: (rows) => modern && rows === 0 };
}

const same = (text: string): string => text;

function inWindows1252(text: string): string {
  return new TextDecoder('windows-1252').decode(Buffer.from(text));
}

/** The menus that node-routeros survives. */
async function menusFor(session: Session, persona: string): Promise<readonly string[]> {
  const { dies } = defectsOf(persona);
  const counts = await Promise.all(MENUS.map((menu) => ask(session, menu, { words: ['=count-only='] })));
  let missing = 0;
  const menus = MENUS.filter((_, index) => {
    const ret = counts[index]?.ret;
    // Its trap is the same for each menu that a device lacks.
    if (ret === undefined) return (missing += 1) <= MISSING;
    return !dies(Number(ret)) && Number(ret) <= MAX_ROWS;
  });
  assert.ok(menus.length > 50);
  return menus;
}

async function ourSession(name: string): Promise<Session> {
  const { host: address, port } = simulator.device(name);
  const { record, session } = await dial({
    address,
    port,
    ...CREDENTIALS,
    legacyLogin: false,
    codePage: 'windows-1252',
    deadline: performance.now() + DEADLINE,
  });
  assert.ok(session, record.error?.message);
  return session;
}

function ask(
  session: Session,
  menu: string,
  options: Partial<Parameters<Session['run']>[0]>,
): Promise<CommandRecord> {
  const limits = { maxRows: 10_000, maxBytes: 8 * 1024 * 1024, deadline: performance.now() + DEADLINE };
  return session.run({ path: `${menu}/print`, ...limits, ...options });
}

/** What our client is answered, in the form of node-routeros; `asTheirs` makes its defects from our texts. */
async function ourAnswer(
  session: Session,
  menu: string,
  attributes: readonly string[],
  asTheirs: (text: string) => string = same,
  query: readonly string[] = [],
): Promise<Answer> {
  const rows: Table = [];
  const { error } = await ask(session, menu, {
    attributes,
    query,
    onRow: (row) => {
      const present = attributes.flatMap((name) => {
        const text = row.text(name);
        return text === undefined ? [] : [[name, asTheirs(text)] as const];
      });
      rows.push(Object.fromEntries(present));
    },
  });
  if (error === undefined) return { rows };
  assert.ok(error.trap, error.message);
  return { trap: error.trap.message };
}

/** What node-routeros is answered. Rejects, with its stderr, if it dies of that. */
async function theirAnswers(name: string, commands: readonly (readonly string[])[]): Promise<Answer[]> {
  const { host, port } = simulator.device(name);
  const errand: Errand = { host, port, user: CREDENTIALS.username, password: CREDENTIALS.password, commands };
  const client = fileURLToPath(import.meta.resolve('./node-routeros-client.ts'));
  const { stdout } = await promisify(execFile)(process.execPath, [client, JSON.stringify(errand)]);
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Answer);
}
