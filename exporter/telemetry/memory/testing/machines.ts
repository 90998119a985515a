/** What a memory cgroup's folder holds: version 1 as of Linux 4.19, version 2 as of 6.1, in the kernel's own spelling. */
const V1 = {
  'cgroup.procs': '1\n',
  'memory.usage_in_bytes': '100000000\n',
  'memory.max_usage_in_bytes': '120000000\n',
  'memory.limit_in_bytes': '268435456\n',
  'memory.failcnt': '7\n',
  'memory.kmem.usage_in_bytes': '3000000\n',
  'memory.kmem.tcp.usage_in_bytes': '40960\n',
  'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
  'memory.stat':
    'cache 1\nrss 2\ninactive_file 3\nhierarchical_memory_limit 268435456\n' +
    'total_cache 45000000\ntotal_rss 52000000\ntotal_inactive_file 30000000\n',
};

const V2 = {
  'cgroup.procs': '1\n',
  'cgroup.type': 'domain\n',
  'memory.current': '100000000\n',
  'memory.peak': '120000000\n',
  'memory.max': '268435456\n',
  'memory.high': 'max\n',
  'memory.stat':
    'anon 52000000\nfile 45000000\nkernel 3000000\nkernel_stack 16384\nsock 40960\ninactive_file 30000000\n',
  'memory.events': 'low 0\nhigh 0\nmax 7\noom 3\noom_kill 2\noom_group_kill 0\n',
  'memory.pressure':
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=250000\n',
};

const FIRST = (root: string): string =>
  `25 20 0:20 / /proc rw,nosuid shared:5 - proc proc rw\n35 31 0:32 ${root} /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory\n`;
const UNIFIED = (root: string, point = '/sys/fs/cgroup'): string =>
  `25 20 0:20 / /proc rw,nosuid - proc proc rw\n30 24 0:26 ${root} ${point} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n`;

type Files = Readonly<Record<string, string>>;

const inFolder = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

/** The ways in which a process sees its memory cgroup. */
export const MACHINES = {
  'version 1, on the host': {
    'proc/self/cgroup': '8:cpu,cpuacct:/\n4:memory:/user.slice/job\n1:name=systemd:/\n',
    'proc/self/mountinfo': FIRST('/'),
    'sys/fs/cgroup/memory/cgroup.procs': '',
    ...inFolder('sys/fs/cgroup/memory/user.slice/job', V1),
  },
  'version 1, in Docker': {
    // The mount begins at the container's cgroup; the path is the host's.
    'proc/self/cgroup': '4:memory:/docker/0123abcd\n',
    'proc/self/mountinfo': FIRST('/docker/0123abcd'),
    ...inFolder('sys/fs/cgroup/memory', V1),
  },
  'version 1, in a group below that of Docker': {
    'proc/self/cgroup': '4:memory:/docker/0123abcd/job\n',
    'proc/self/mountinfo': FIRST('/docker/0123abcd'),
    'sys/fs/cgroup/memory/cgroup.procs': '',
    ...inFolder('sys/fs/cgroup/memory/job', V1),
  },
  'version 2, on the host': {
    'proc/self/cgroup': '0::/user.slice/job\n',
    'proc/self/mountinfo': UNIFIED('/'),
    'sys/fs/cgroup/cgroup.procs': '',
    ...inFolder('sys/fs/cgroup/user.slice/job', V2),
  },
  'version 2, in a container with a namespace of its own': {
    'proc/self/cgroup': '0::/\n',
    'proc/self/mountinfo': UNIFIED('/'),
    ...inFolder('sys/fs/cgroup', V2),
  },
  'version 2, in a container whose path points above its mount': {
    'proc/self/cgroup': '0::/../../docker/0123abcd\n',
    'proc/self/mountinfo': UNIFIED('/'),
    ...inFolder('sys/fs/cgroup', V2),
  },
  'version 2, a unit of systemd below a limited slice': {
    'proc/self/cgroup': '0::/system.slice/tikscope.service\n',
    'proc/self/mountinfo': UNIFIED('/'),
    'sys/fs/cgroup/cgroup.procs': '',
    'sys/fs/cgroup/system.slice/memory.max': '268435456\n',
    ...inFolder('sys/fs/cgroup/system.slice/tikscope.service', { ...V2, 'memory.max': '536870912\n' }),
  },
  'both versions, the memory in the first': {
    'proc/self/cgroup': '4:memory:/job\n1:name=systemd:/\n0::/\n',
    'proc/self/mountinfo': FIRST('/') + UNIFIED('/', '/sys/fs/cgroup/unified'),
    ...inFolder('sys/fs/cgroup/memory/job', V1),
    // The root of the second: its pressure is the whole machine's.
    'sys/fs/cgroup/unified/cgroup.procs': '1\n',
    'sys/fs/cgroup/unified/memory.pressure': V2['memory.pressure'],
  },
  'both versions, in a group of the second, too': {
    'proc/self/cgroup': '4:memory:/job\n0::/job\n',
    'proc/self/mountinfo': FIRST('/') + UNIFIED('/', '/sys/fs/cgroup/unified'),
    ...inFolder('sys/fs/cgroup/memory/job', V1),
    'sys/fs/cgroup/unified/job/cgroup.procs': '1\n',
    'sys/fs/cgroup/unified/job/cgroup.type': 'domain\n',
    'sys/fs/cgroup/unified/job/memory.pressure': V2['memory.pressure'],
  },
} as const satisfies Record<string, Files>;
