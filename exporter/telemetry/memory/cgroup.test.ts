import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryCgroup, type CgroupMemory } from './cgroup.ts';
import { fileSystem } from './testing/file-system.ts';
import { MACHINES } from './testing/machines.ts';

const common = {
  usage: 100_000_000,
  workingSet: 70_000_000,
  limit: 268_435_456,
  high: undefined,
  peak: 120_000_000,
  anon: 52_000_000,
  file: 45_000_000,
  kernel: 3_000_000,
  sock: 40_960,
  oomKills: 2,
  limitHits: 7,
};
const stalled = { some: 1.5, full: 0.25 };
const first: CgroupMemory = { ...common, oomEvents: undefined, underOom: false, stalled: undefined };
const second: CgroupMemory = { ...common, oomEvents: 3, underOom: undefined, stalled };

const EXPECTED: Readonly<Record<keyof typeof MACHINES, CgroupMemory>> = {
  'version 1, on the host': first,
  'version 1, in Docker': first,
  'version 1, in a group below that of Docker': first,
  'version 2, on the host': second,
  'version 2, in a container with a namespace of its own': second,
  'version 2, in a container whose path points above its mount': second,
  'version 2, a unit of systemd below a limited slice': second,
  'both versions, the memory in the first': first,
  'both versions, in a group of the second, too': { ...first, stalled },
};

describe('the memory cgroup of this process', () => {
  for (const [name, files] of Object.entries(MACHINES)) {
    it(`is found and read: ${name}`, (t) => {
      const cgroup = MemoryCgroup.find(fileSystem(t, files).root);
      const expected = EXPECTED[name as keyof typeof MACHINES];
      assert.deepEqual(cgroup?.read(), expected);
      assert.equal(cgroup.version, expected.oomEvents === undefined ? 1 : 2);
    });
  }

  it('has no limit where there is none, in the spelling of either version', (t) => {
    const v1 = fileSystem(t, MACHINES['version 1, in Docker']);
    v1.write('sys/fs/cgroup/memory/memory.stat', 'hierarchical_memory_limit 9223372036854771712\n');
    assert.equal(MemoryCgroup.find(v1.root)?.read().limit, undefined);
    const v2 = fileSystem(t, MACHINES['version 2, on the host']);
    v2.write('sys/fs/cgroup/user.slice/job/memory.max', 'max\n');
    assert.equal(MemoryCgroup.find(v2.root)?.read().limit, undefined);
  });

  it('is under no limit that was changed since', (t) => {
    const { root, write } = fileSystem(t, MACHINES['version 2, on the host']);
    const cgroup = MemoryCgroup.find(root);
    assert.equal(cgroup?.read().limit, 268_435_456);
    write('sys/fs/cgroup/user.slice/memory.max', '134217728\n');
    assert.equal(cgroup.read().limit, 134_217_728);
  });

  it('says of each number that the kernel does not tell that it is unknown', (t) => {
    const { root } = fileSystem(t, {
      'proc/self/cgroup': '0::/\n',
      'proc/self/mountinfo': MACHINES['version 2, on the host']['proc/self/mountinfo'],
      'sys/fs/cgroup/cgroup.procs': '',
    });
    const memory = MemoryCgroup.find(root)?.read() ?? assert.fail();
    assert.deepEqual([...new Set(Object.values(memory))], [undefined]);
  });

  it('is not there where none is visible', (t) => {
    assert.equal(MemoryCgroup.find(fileSystem(t, {}).root), undefined);
    const blind = {
      'proc/self/cgroup': '0::/\n',
      'proc/self/mountinfo': '20 1 8:1 / / rw - ext4 /dev/sda1 rw\n',
    };
    assert.equal(MemoryCgroup.find(fileSystem(t, blind).root), undefined);
  });

  it('is found below a mount point with a blank in its name', (t) => {
    const files = MACHINES['version 2, in a container with a namespace of its own'];
    const moved = Object.entries(files).map(([file, text]) => [
      file.replace('sys/fs/cgroup', 'sys/fs/c group'),
      text.replace('/sys/fs/cgroup', '/sys/fs/c\\040group'),
    ]);
    const { root } = fileSystem(t, Object.fromEntries(moved) as Record<string, string>);
    assert.deepEqual(MemoryCgroup.find(root)?.read(), second);
  });
});
