import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mapEntries, readMap, type Counterpart } from '../docs/mktxp-map.ts';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { type Family } from '../exporter/exposition/family.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { MKTXP_VERSION } from './mktxp/leader.ts';

const families = new Map<string, Family>([
  ...[...FAMILIES].map(([name, { family }]) => [name, family] as const),
  ...Object.values(probeFamilies).map((family) => [family.name, family] as const),
]);

/** Counterparts by the names of their metrics of mktxp. */
const counterparts = [...mapEntries()].filter(
  (entry): entry is [string, Counterpart] => 'metric' in entry[1],
);

describe('docs/mktxp-map.yml', () => {
  it('is of the version that is compared with', () => {
    assert.equal(readMap().version, MKTXP_VERSION);
  });

  it('names only metrics that Tikscope has', () => {
    const unknown = counterparts.flatMap(([name, { metric }]) =>
      metric.filter((ours) => !families.has(ours)).map((ours) => `${name} → ${ours}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('names only labels and states that they have', () => {
    const unknown = counterparts.flatMap(([name, { metric, labels, where }]) =>
      metric.flatMap((ours) => {
        const { labels: known = [], states } = families.get(ours) ?? {};
        const named = [...Object.values(labels), ...Object.keys(where)];
        const wrong = named.filter(
          (label) => !(label === 'state' ? states !== undefined : known.includes(label)),
        );
        const state = where['state'];
        if (state !== undefined && states?.includes(state) === false) wrong.push(`state="${state}"`);
        return wrong.map((label) => `${name} → ${ours}{${label}}`);
      }),
    );
    assert.deepEqual(unknown, []);
  });

  it('maps a counter to a counter unless what it counts can go down, and says so', () => {
    const others = counterparts
      .filter(
        ([name, { metric, differs }]) =>
          name.endsWith('_total') &&
          differs === undefined &&
          !metric.every((ours) => ours.endsWith('_total')),
      )
      .map(([name]) => name);
    assert.deepEqual(others, [
      // Gauges by what they are, whatever mktxp calls them.
      'mktxp_ip_pool_total',
      'mktxp_queue_tree_queued_bytes_total',
      'mktxp_queue_simple_queued_bytes_upload_total',
      'mktxp_queue_simple_queued_bytes_downloadd_total',
    ]);
  });
});
