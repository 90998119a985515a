import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Inventory } from './inventory.ts';
import { YamlFile } from './yaml-file.ts';

const KNOWN = { auths: new Set(['default']), modules: new Set(['default']), reservedLabels: [] };

describe('an inventory', () => {
  it('holds 20000 devices and refuses the rest', () => {
    const file = new YamlFile('devices.yml', '[]');
    const inventory = new Inventory(KNOWN, new Map());
    const entries = Array.from({ length: 20_002 }, (_, index) => ({ name: `d${index}`, address: 'd' }));
    inventory.addList(file, [], entries);
    assert.equal(inventory.devices.size, 20_000);
    assert.deepEqual(
      file.problems().map(({ message }) => message),
      ['more than 20000 devices; run a second exporter for the rest'],
    );
  });

  it('tells 20 faults of a file and counts the rest, and each device has its own', () => {
    const inventory = new Inventory(KNOWN, new Map());
    inventory.addFile(
      'devices.yml',
      Array.from({ length: 500 }, (_, index) => `- { name: d${index}, address: a, port: 1 }\n`).join(''),
    );
    assert.equal(inventory.problems.length, 21);
    assert.equal(inventory.problems[20]?.message, '480 further problems');
    assert.equal(inventory.devices.get('d499')?.fault?.line, 500);
  });
});
