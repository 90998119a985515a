import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { measure } from '../exporter/telemetry/memory/memory-reader.ts';
import { readRecord } from '../exporter/telemetry/run-record/record.ts';
import { valueOf } from './harness/fleet.ts';
import { Child } from './stack/child.ts';
import { buildDistribution } from './stack/distribution.ts';
import { load, type Probe } from './stack/load.ts';
import { LimitedCgroup } from './stack/memory-cgroup.ts';
import { NODE_FLAGS } from './stack/exporter-process.ts';
import { freePort } from './stack/ports.ts';
import { run } from './stack/run.ts';
import { startSimulation } from './stack/simulation.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const MIB = 1024 * 1024;
const PROVOKE = path.join(import.meta.dirname, 'stack/provoke.ts');
/** A namespace of processes of its own, in which what is run is number 1, and which ends with it. */
const CONTAINER = ['--pid', '--fork', '--mount-proc', '--kill-child'];
/** Why the tests in a real cgroup cannot run, if so. */
const skip = LimitedCgroup.unavailable();
/** Milliseconds, in the place of half a minute and a minute. */
const PATIENCE = { frozen: 1500, memory: 3000 };

interface Started {
  readonly child: Child;
  readonly address: string;
  readonly metrics: () => Promise<string>;
}

/** A place where one exporter after the other is started, as a supervisor does. */
class Supervisor {
  readonly #folder: string;
  readonly #program: string;
  readonly #started = new AsyncDisposableStack();

  constructor(folder: string, program: string, t: TestContext) {
    this.#folder = folder;
    this.#program = program;
    t.after(() => this.#started.disposeAsync());
  }

  /** @param limit bytes */
  cgroup(limit: number): LimitedCgroup {
    const cgroup = LimitedCgroup.create(limit);
    this.#started.defer(() => cgroup.remove());
    return cgroup;
  }

  /** @param fault what SIGWINCH does. @param within what runs it */
  async start(fault: string, within?: Pick<LimitedCgroup, 'command'>): Promise<Started> {
    const address = `127.0.0.1:${await freePort()}`;
    const command = [
      ...(within?.command ?? []),
      process.execPath,
      ...NODE_FLAGS,
      ...(fault === '' ? [] : [`--import=${PROVOKE}`]),
      this.#program,
      `--config.file=${this.#folder}/tikscope.yml`,
      `--web.listen-address=${address}`,
      `--state.directory=${this.#folder}/state`,
    ];
    const child = new Child('exporter', 'env', command, this.#folder, { env: { PROVOKE: fault } });
    this.#started.defer(() => child.stop());
    await until(
      'the exporter is started',
      () => Promise.resolve(child.tail.includes('"msg":"listening"') || undefined),
      { timeout: 60_000, interval: 20, hopeless: () => child.end, details: () => child.tail },
    );
    const metrics = async (): Promise<string> => (await fetch(`http://${address}/metrics`)).text();
    return { child, address, metrics };
  }

  /** True once the run record says that memory was short. */
  async short(): Promise<true | undefined> {
    const record = await readRecord(`${this.#folder}/state`);
    return (record && measure(record)?.short) === true ? true : undefined;
  }

  /** How the last one ended, as the next one tells it on /metrics, and after it an orderly end. */
  async lastRestart(): Promise<{ reason: string; certainty: string; counted: number | undefined }> {
    const { child, metrics } = await this.start('');
    const text = await metrics();
    const [, reason = '', certainty = ''] =
      /^mikrotik_exporter_last_restart_info\{reason="(\w*)",certainty="(\w*)"\} 1$/m.exec(text) ??
      assert.fail(child.tail);
    await child.stop();
    return {
      reason,
      certainty,
      counted: valueOf(text, `mikrotik_exporter_restarts_total{reason="${reason}"}`),
    };
  }
}

describe('the memory of the exporter, and why it was restarted', () => {
  const started = new AsyncDisposableStack();
  let folder: string;
  /** tikscope.js as deployed, and one that is less patient. */
  let programs: { readonly shipped: string; readonly impatient: string };
  let tests = 0;

  before(async () => {
    const temporary = await TemporaryFolder.create();
    started.defer(() => temporary.remove());
    folder = temporary.path;
    const shipped = await buildDistribution(path.join(folder, 'app'));
    const impatient = path.join(folder, 'app/impatient.js');
    await writeFile(
      impatient,
      `import { main } from './dist/exporter/main.js';
process.exit(await main(process.argv.slice(2), ${JSON.stringify(PATIENCE)}));`,
    );
    programs = { shipped, impatient };
  });
  after(() => started.disposeAsync());

  const supervisor = async (t: TestContext, program = programs.impatient): Promise<Supervisor> => {
    const own = path.join(folder, String((tests += 1)));
    await mkdir(own);
    await writeFile(path.join(own, 'tikscope.yml'), 'auths: { default: { username: x, password: y } }\n');
    return new Supervisor(own, program, t);
  };

  it('lives with 500 devices at 192 MiB, without a kill and without a refusal', { skip }, async (t) => {
    const own = path.join(folder, 'fleet');
    await mkdir(own);
    const simulation = await startSimulation({ folder: own, devices: 500, baseAddress: '127.81.0.1' });
    t.after(() => simulation.stop());
    const place = new Supervisor(own, programs.shipped, t);
    const { child, address, metrics } = await place.start('', place.cgroup(192 * MIB));
    const targets = await targetsOf(address);
    assert.equal(targets.length, 500);
    const failures: Probe[] = [];
    await load({
      address,
      targets,
      timeout: 10_000,
      rounds: 2,
      pace: { concurrency: 16 },
      onProbe: (probe) => {
        if (!probe.success) failures.push(probe);
      },
    });
    assert.deepEqual(failures, []);
    const text = await metrics();
    const bytes = (name: string): number => valueOf(text, name) ?? assert.fail(`no ${name}`);
    const limit = bytes('mikrotik_exporter_cgroup_memory_limit_bytes');
    const workingSet = bytes('mikrotik_exporter_cgroup_memory_working_set_bytes');
    t.diagnostic(
      `500 devices: working set ${mib(workingSet)}, RSS ${mib(bytes('process_resident_memory_bytes'))}, heap limit ${mib(bytes('nodejs_heap_limit_bytes'))}`,
    );
    assert.equal(limit, 192 * MIB);
    assert.ok(bytes('nodejs_heap_limit_bytes') < limit * 0.65);
    assert.equal(bytes('mikrotik_exporter_cgroup_oom_kills_total'), 0);
    assert.equal(bytes('mikrotik_exporter_bound_dropped_total{bound="memory_working_set_bytes"}'), 0);
    assert.doesNotMatch(child.tail, /memory limit/);
    await child.stop();
    assert.equal(child.end, 'exit code 0');
  });

  it(
    'says oom, observed, when the kernel has killed it and the cgroup is still the same',
    { skip },
    async (t) => {
      const place = await supervisor(t, programs.shipped);
      const cgroup = place.cgroup(128 * MIB);
      const { child } = await place.start('leak', cgroup);
      await untilEnded(child, () => child.signal('SIGWINCH'));
      assert.equal(child.end, 'SIGKILL');
      const { child: next, metrics } = await place.start('', cgroup);
      const text = await metrics();
      assert.match(text, /^mikrotik_exporter_last_restart_info\{reason="oom",certainty="observed"\} 1$/m);
      assert.equal(valueOf(text, 'mikrotik_exporter_restarts_total{reason="oom"}'), 1);
      assert.equal(valueOf(text, 'mikrotik_exporter_cgroup_oom_kills_total'), 1);
      assert.match(next.tail, /"reason":"oom"/);
    },
  );

  it('says oom, inferred, when its container has been made anew', { skip }, async (t) => {
    const place = await supervisor(t, programs.shipped);
    const cgroup = place.cgroup(160 * MIB);
    const { child } = await place.start('leak', cgroup);
    await leakUntilShort(child, cgroup, 160 * MIB);
    await until('the record says that memory was short', () => place.short(), { timeout: 5000 });
    await untilEnded(child, () => child.signal('SIGWINCH'));
    assert.equal(child.end, 'SIGKILL');
    assert.deepEqual(await place.lastRestart(), { reason: 'oom', certainty: 'inferred', counted: 1 });
  });

  it('says heap_oom when V8 has given up', { skip }, async (t) => {
    const place = await supervisor(t);
    const cgroup = place.cgroup(256 * MIB);
    for (const counted of [1, 2]) {
      const { child } = await place.start('fill the heap', cgroup);
      child.signal('SIGWINCH');
      assert.equal(await child.ended, 'SIGABRT');
      assert.deepEqual(await place.lastRestart(), { reason: 'heap_oom', certainty: 'observed', counted });
    }
    // The report is used up: an orderly end is one.
    assert.equal((await place.lastRestart()).reason, 'clean');
  });

  it('ends itself when its event loop stands still, and says watchdog', async (t) => {
    const place = await supervisor(t);
    const { child } = await place.start('freeze');
    child.signal('SIGWINCH');
    assert.equal(await child.ended, 'SIGKILL');
    assert.deepEqual(await place.lastRestart(), { reason: 'watchdog', certainty: 'observed', counted: 1 });
  });

  it('is ended by the watchdog as process 1 of a container, too, which no signal from inside ends', async (t) => {
    const { code } = await run('unshare', [...CONTAINER, 'true']);
    if (code !== 0) {
      t.skip('no namespace of processes can be made');
      return;
    }
    const place = await supervisor(t);
    const { child } = await place.start('freeze', { command: ['unshare', ...CONTAINER] });
    const [unshare = assert.fail()] = childrenOf(process.pid).filter((pid) =>
      commandOf(pid).startsWith('unshare'),
    );
    const [exporter = assert.fail()] = childrenOf(unshare);
    process.kill(exporter, 'SIGWINCH');
    assert.match(await child.ended, /^SIGTRAP$|^exit code/);
    assert.deepEqual(await place.lastRestart(), { reason: 'watchdog', certainty: 'observed', counted: 1 });
  });

  it('is not ended by the watchdog for a pause of the whole process', async (t) => {
    const place = await supervisor(t);
    const { child, metrics } = await place.start('freeze');
    // Time itself is the condition here: nothing may happen in it. First the thread has to have started.
    await delay(PATIENCE.frozen);
    child.signal('SIGSTOP');
    await delay(2 * PATIENCE.frozen);
    child.signal('SIGCONT');
    await delay(PATIENCE.frozen);
    assert.match(await metrics(), /^process_start_time_seconds /m);
    await child.stop();
    assert.equal(child.end, 'exit code 0');
  });

  it(
    'refuses probes at 85 % of the limit, ends itself in order after a while, and says memory',
    { skip },
    async (t) => {
      const place = await supervisor(t);
      const cgroup = place.cgroup(192 * MIB);
      const { child, address, metrics } = await place.start('leak', cgroup);
      await leakUntilShort(child, cgroup, 192 * MIB);
      const refusal = await until(
        'a probe is refused',
        async () => {
          const response = await fetch(`http://${address}/probe?target=nobody`);
          return response.status === 503 ? response : undefined;
        },
        { timeout: 5000, interval: 20 },
      );
      assert.equal(await refusal.text(), 'Memory is short, try again later\n');
      assert.match(refusal.headers.get('retry-after') ?? '', /^\d+$/);
      assert.ok(
        (valueOf(
          await metrics(),
          'mikrotik_exporter_bound_dropped_total{bound="memory_working_set_bytes"}',
        ) ?? 0) > 0,
      );
      assert.equal(await child.ended, 'exit code 1');
      assert.match(child.tail, /memory has stayed short/);
      assert.deepEqual(await place.lastRestart(), { reason: 'memory', certainty: 'observed', counted: 1 });
    },
  );

  for (const fault of ['throw', 'reject']) {
    it(`says crash after a fault of its own (${fault})`, async (t) => {
      const place = await supervisor(t);
      const { child } = await place.start(fault);
      child.signal('SIGWINCH');
      assert.equal(await child.ended, 'exit code 1');
      assert.match(child.tail, /"level":"fatal".*provoked/);
      assert.deepEqual(await place.lastRestart(), { reason: 'crash', certainty: 'observed', counted: 1 });
    });
  }

  it('says unclean after a SIGKILL, and clean after a SIGTERM; the counts go on', async (t) => {
    const place = await supervisor(t);
    const { child, metrics } = await place.start('');
    const text = await metrics();
    assert.doesNotMatch(text, /last_restart_info/);
    for (const reason of ['clean', 'oom', 'heap_oom', 'watchdog', 'memory', 'crash', 'unclean'])
      assert.equal(valueOf(text, `mikrotik_exporter_restarts_total{reason="${reason}"}`), 0);
    child.signal('SIGKILL');
    await child.ended;
    assert.deepEqual(await place.lastRestart(), { reason: 'unclean', certainty: 'observed', counted: 1 });
    assert.deepEqual(await place.lastRestart(), { reason: 'clean', certainty: 'observed', counted: 1 });
    assert.deepEqual(await place.lastRestart(), { reason: 'clean', certainty: 'observed', counted: 2 });
  });

  it('does not share its state directory with a second one', async (t) => {
    const place = await supervisor(t);
    await place.start('');
    const { child, metrics } = await place.start('');
    assert.match(child.tail, /in use by another exporter/);
    assert.doesNotMatch(await metrics(), /restarts_total/);
  });
});

function childrenOf(pid: number): readonly number[] {
  return (readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []).map(Number);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}

async function targetsOf(address: string): Promise<readonly string[]> {
  const groups = (await (await fetch(`http://${address}/sd`)).json()) as { targets: string[] }[];
  return groups.flatMap(({ targets }) => targets);
}

/** Until it is over: a kill takes a few leaks, since the kernel counts pages as they are written. */
async function untilEnded(child: Child, provoke: () => void): Promise<void> {
  await until(
    `${child.name} has ended`,
    () => {
      if (child.end === undefined) provoke();
      return Promise.resolve(child.end);
    },
    { timeout: 60_000, interval: 5, details: () => child.tail },
  );
}

/** Until the working set is where probes are refused, and not far beyond. */
async function leakUntilShort(child: Child, cgroup: LimitedCgroup, limit: number): Promise<void> {
  await until(
    'memory is short',
    () => {
      if (cgroup.workingSet >= 0.87 * limit) return Promise.resolve(true);
      child.signal('SIGWINCH');
      return Promise.resolve(undefined);
    },
    { timeout: 60_000, interval: 20, hopeless: () => child.end, details: () => child.tail },
  );
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
