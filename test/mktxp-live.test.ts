import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mapEntries } from '../docs/mktxp-map.ts';
import { COLLECTORS } from '../exporter/collectors/registry.ts';
import { PERSONA_NAMES } from '../simulator/persona.ts';
import { PROFILE_NAMES } from '../simulator/profiles/model.ts';
import { PASSWORD, startFleet, USERNAME } from './harness/fleet.ts';
import { compare } from './mktxp/compare.ts';
import { collectAsLeader, installLeader, metricNames, MKTXP_VERSION } from './mktxp/leader.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

/** Tables are small: mktxp downloads them. */
const TABLES = { subscribers: 20, routes: 100 };
const DEVICES = PROFILE_NAMES.flatMap((profile) =>
  PERSONA_NAMES.map((persona) => ({ name: `${profile}-${persona}`, profile, persona, ...TABLES })),
);
const EVERYTHING = {
  collectors: COLLECTORS.map(({ name }) => name),
  interfaces: { dynamic: true },
  // The blocklist of a core.
  limits: { rows: 100_000, reply_bytes: '64MiB' },
};
/** What is not as the importer's switches have it, all on. */
const SETTINGS = {
  // A feed from the Internet, and whole connection tables: neither is carried.
  check_for_updates: 'False',
  connection_stats: 'False',
  connection_stats_destinations: 'False',
  // Lists are named, not switched on.
  address_list: 'support,scanners',
  ipv6_address_list: 'bad_ipv6',
};
/** Collectors of mktxp that raise, after which it skips all others of the router: why they do. */
const BROKEN: Readonly<Record<string, string>> = {
  CertificateCollector: 'a certificate without a date (a request), and the dates of RouterOS 6',
};

describe(`mktxp ${MKTXP_VERSION} and Tikscope, asking the same devices at the same moment,`, () => {
  it('read the same values, but for differences that have a name', { timeout: 300_000 }, async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const { python, missing } = { python: undefined, ...(await installLeader(folder.path)) };
    if (python === undefined) {
      t.skip(missing);
      return;
    }
    const map = mapEntries();
    const names = await metricNames(folder.path);
    assert.ok(names.length > 200, `only ${names.length} names in the sources of mktxp`);
    assert.deepEqual(
      names.filter((name) => !map.has(name)),
      [],
    );
    const { simulator, probe } = await startFleet(t, {
      devices: DEVICES,
      config: { modules: { everything: EVERYTHING } },
    });
    const expositions = new Map<string, string>();
    for (const { name } of DEVICES) expositions.set(name, await probe(name, '&module=everything'));
    const collected = await collectAsLeader({
      python,
      folder: folder.path,
      routers: DEVICES.map(({ name }) => simulator.device(name)),
      settings: { username: USERNAME, password: PASSWORD, ...SETTINGS },
    });
    const errors = collected.filter(({ error }) => error !== undefined);
    assert.deepEqual([...new Set(errors.map(({ collector }) => collector))], Object.keys(BROKEN));
    const { same, explained, differences } = compare(collected, expositions, map);
    const total = [...same.values()].reduce((sum, count) => sum + count, 0);
    t.diagnostic(`${total} samples of ${same.size} metrics are the same`);
    for (const [explanation, count] of explained) t.diagnostic(`${count}: ${explanation}`);
    const compared = [...map].filter(([, entry]) => 'metric' in entry && entry.differs === undefined);
    const unseen = compared.filter(([name]) => !same.has(name)).map(([name]) => name);
    t.diagnostic(`no simulated device has what these are made of: ${unseen.join(', ')}`);
    assert.deepEqual(differences, []);
    assert.ok(same.size >= 150, `only ${same.size} metrics were compared`);
  });
});
