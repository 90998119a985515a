import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { containerCollector } from './container.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function stateOf(row: TableRow): Promise<string | undefined> {
  const device = new TableDevice({ '/container': [{ name: 'web', ...row }] });
  const { samples } = await collect(containerCollector, device);
  const present = samples.find((line) => line.startsWith('mikrotik_container_state{') && line.endsWith(' 1'));
  return /state="([^"]*)"/.exec(present ?? '')?.[1];
}

describe('collector container', () => {
  it('shows one state for the text of 7.20 and for the flags of later versions', async () => {
    assert.equal(await stateOf({ status: 'running' }), 'running');
    assert.equal(await stateOf({ running: 'true' }), 'running');
    assert.equal(await stateOf({ stopped: 'true' }), 'stopped');
    assert.equal(await stateOf({ 'downloading/extracting': 'true' }), 'extracting');
    assert.equal(await stateOf({ 'starting-with-healthcheck': 'true' }), 'starting');
    assert.equal(await stateOf({ 'download/extract failed': 'true' }), 'error');
  });

  it('shows where a container is going, rather than where it is', async () => {
    assert.equal(await stateOf({ running: 'true', stopping: 'true' }), 'stopping');
    assert.equal(await stateOf({ stopped: 'true', deleting: 'true' }), 'deleting');
  });

  it('has no state for a container that tells none', async () => {
    assert.equal(await stateOf({ running: 'false' }), undefined);
  });

  it('names a container that has no name by its image', async () => {
    const device = new TableDevice({ '/container': [{ tag: 'docker.io/library/nginx:1' }] });
    const { samples } = await collect(containerCollector, device);
    assert.match(samples[0] ?? '', /^mikrotik_container_info{container="docker\.io\/library\/nginx:1"/);
  });
});
