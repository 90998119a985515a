import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Device } from './device.ts';

/**
 * Writes a configuration of the exporter that polls these devices: tikscope.yml, one file of devices
 * for each tenant, and the password with mode 0600.
 */
export async function writeConfig(directory: string, devices: readonly Device[]): Promise<void> {
  await mkdir(join(directory, 'devices'), { recursive: true });
  const [first] = devices;
  if (first === undefined) throw new Error('no devices to write a configuration of');
  const main = {
    auths: { default: { username: first.username, password_file: 'password' } },
    device_files: ['devices/*.yml'],
  };
  await writeFile(join(directory, 'tikscope.yml'), stringify(main));
  const password = join(directory, 'password');
  await writeFile(password, `${first.password}\n`, { mode: 0o600 });
  await chmod(password, 0o600);
  for (const [tenant, members] of Map.groupBy(devices, ({ spec }) => spec.tenant ?? 'fleet')) {
    await writeFile(join(directory, 'devices', `${tenant}.yml`), stringify(members.map(deviceEntry)));
  }
}

function deviceEntry({ name, host, port, spec: { tenant, site } }: Device): unknown {
  return { name, address: `${host}:${port}`, labels: { ...(tenant && { tenant }), ...(site && { site }) } };
}
