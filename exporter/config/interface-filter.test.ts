import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InterfaceFilter, type FilteredInterface, type InterfaceGlobs } from './interface-filter.ts';

const NONE: InterfaceGlobs = { name: [], type: [], comment: [] };

function filter(
  include: Partial<InterfaceGlobs>,
  exclude: Partial<InterfaceGlobs> = {},
  dynamic = false,
): InterfaceFilter {
  return new InterfaceFilter({ ...NONE, ...include }, { ...NONE, ...exclude }, dynamic);
}

function port(facts: Partial<FilteredInterface> = {}): FilteredInterface {
  return { name: 'ether1', type: 'ether', comment: undefined, dynamic: false, ...facts };
}

describe('an interface filter', () => {
  it('keeps everything that is not dynamic if it has no globs', () => {
    assert.equal(filter({}).keeps(port()), true);
    assert.equal(filter({}).keeps(port({ type: undefined })), true);
    assert.equal(filter({}).keeps(port({ dynamic: true })), false);
    assert.equal(filter({}, {}, true).keeps(port({ dynamic: true })), true);
  });

  it('includes what matches any glob of every facet that has some', () => {
    const include = { name: ['ether*', 'sfp*'], comment: ['*uplink*'] };
    assert.equal(filter(include).keeps(port({ name: 'sfp1', comment: 'uplink' })), true);
    assert.equal(filter(include).keeps(port({ name: 'sfp1', comment: 'office' })), false);
    assert.equal(filter(include).keeps(port({ name: 'wlan1', comment: 'uplink' })), false);
  });

  it('excludes what matches any glob of any facet, also if it is included', () => {
    const excluding = filter({ name: ['*'] }, { name: ['ether9'], type: ['vlan'] });
    assert.equal(excluding.keeps(port()), true);
    assert.equal(excluding.keeps(port({ name: 'ether9' })), false);
    assert.equal(excluding.keeps(port({ type: 'vlan' })), false);
  });

  it('matches a comment that is not there with nothing', () => {
    assert.equal(filter({ comment: ['*'] }).keeps(port()), false);
    assert.equal(filter({}, { comment: ['*'] }).keeps(port()), true);
  });
});
