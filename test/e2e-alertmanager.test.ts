import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';
import { Child } from './stack/child.ts';
import { ROOT } from './stack/configs.ts';
import { freePort } from './stack/ports.ts';
import { ensurePrograms, surroundings } from './stack/programs.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const alerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ state: z.enum(['unprocessed', 'active', 'suppressed']) }),
  }),
);

const found = await ensurePrograms(surroundings((line) => console.error(line)));

it(
  'a device that is down silences what else is wrong with it, and nothing of its neighbour',
  { skip: found.missing ?? false },
  async (t) => {
    if (found.missing !== undefined) return;
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const address = `127.0.0.1:${await freePort()}`;
    const alertmanager = new Child(
      'alertmanager',
      found.programs.alertmanager,
      [
        `--config.file=${path.join(ROOT, 'deploy/alertmanager/alertmanager.yml')}`,
        `--storage.path=${folder.path}`,
        `--web.listen-address=${address}`,
        '--cluster.listen-address=',
      ],
      folder.path,
    );
    t.after(() => alertmanager.stop());
    const eventually = <T>(what: string, look: () => Promise<T | undefined>): Promise<T> =>
      until(what, look, {
        timeout: 60_000,
        hopeless: () => alertmanager.end,
        details: () => alertmanager.tail,
      });

    const firing = [
      { alertname: 'MikrotikDeviceDown', severity: 'critical', instance: 'riga-core-1', site: 'riga' },
      { alertname: 'MikrotikCollectorFailing', severity: 'warning', instance: 'riga-core-1', site: 'riga' },
      { alertname: 'MikrotikCollectorFailing', severity: 'warning', instance: 'riga-branch-2', site: 'riga' },
      { alertname: 'TikscopeProbesRefused', severity: 'warning', instance: 'localhost:9436' },
    ];
    await eventually('Alertmanager takes alerts', async () => {
      const { ok } = await fetch(`http://${address}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(firing.map((labels) => ({ labels }))),
      });
      return ok ? true : undefined;
    });
    const states = await eventually('Alertmanager has looked at all alerts', async () => {
      const response = await fetch(`http://${address}/api/v2/alerts`);
      const seen = alerts.parse(await response.json());
      const settled =
        seen.length === firing.length && seen.some(({ status }) => status.state === 'suppressed');
      return settled ? seen : undefined;
    });
    const suppressed = states
      .filter(({ status }) => status.state === 'suppressed')
      .map(({ labels }) => labels);
    assert.deepEqual(suppressed, [firing[1]]);
  },
);
