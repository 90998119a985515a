import { formatAddress } from '../config/address.ts';
import { isAllowable } from '../config/allow-rule.ts';
import { defaultPort } from '../config/defaults.ts';
import { ownerOf } from '../config/device.ts';
import { type MktxpConfig, type Router, type RouterTls } from './mktxp-config.ts';
import { Notes } from './notes.ts';
import { ADDRESS_LISTS, ALWAYS, SWITCHES } from './switches.ts';
import { Unique } from './unique.ts';

type TlsEntry = 'on' | { readonly ca_file?: string; readonly insecure?: true };

/** The same in Tikscope's words: the contents of the files to write. */
export interface Translation {
  readonly main: Readonly<Record<string, unknown>>;
  readonly devices: readonly unknown[];
  /** By the name of the auth, which is the name of the file. */
  readonly passwords: ReadonlyMap<string, string>;
  /** What was left out or changed, a line each. */
  readonly notes: readonly string[];
}

/** The folder of the password files, and the file of the devices, beside tikscope.yml. */
export const SECRETS = 'secrets';
export const DEVICES = 'devices.yml';

export function translate(config: MktxpConfig, reservedLabels: readonly string[]): Translation {
  const notes = new Notes();
  const auths = new Unique<Pick<Router, 'username' | 'password' | 'legacyLogin'>>('section');
  const modules = new Unique<readonly string[]>('section');
  const names = new Unique<string>('device');
  const devices: unknown[] = [];
  const allow: unknown[] = [];
  for (const router of config.routers) {
    if (!router.enabled) {
      notes.add('enabled = False: left out', router.name);
      continue;
    }
    const { username, password, legacyLogin } = router;
    const auth = auths.nameOf({ username, password, legacyLogin }, username);
    const module = modules.nameOf(collectorsOf(router, notes), 'mktxp');
    const tls = tlsOf(router, notes);
    noteTheRest(router, notes);
    if (router.moduleOnly) {
      allow.push(...allowRule(router, { auth, module, tls }, notes));
    } else {
      const labels = labelsOf(router, reservedLabels, notes);
      const name = names.nameOf(router.name, router.name);
      if (name !== router.name)
        notes.add(`its name is ${name} now: letters, digits and _ . : @ + - are allowed`, router.name);
      devices.push({
        name,
        address: addressOf(router),
        auth,
        ...(tls !== undefined && { tls }),
        ...(Object.keys(labels).length > 0 && { labels }),
        module,
      });
    }
  }
  noteTheSystem(config, notes);
  return {
    main: {
      auths: auths.map(({ username, legacyLogin }, name) => ({
        username,
        password_file: `${SECRETS}/${name}`,
        ...(legacyLogin && { legacy_login: true }),
      })),
      modules: modules.map((collectors) => ({ collectors })),
      device_files: [DEVICES],
      ...(allow.length > 0 && { targets: { allow } }),
    },
    devices,
    passwords: new Map(Object.entries(auths.map(({ password }) => password))),
    notes: notes.lines(),
  };
}

function collectorsOf(router: Router, notes: Notes): readonly string[] {
  const collectors = new Set(ALWAYS);
  for (const [key, { collectors: ours, note }] of Object.entries(SWITCHES)) {
    if (!router.switches.has(key)) continue;
    for (const collector of ours) collectors.add(collector);
    if (note !== undefined) notes.add(`${key}: ${note}`, router.name);
  }
  if (router.addressLists) for (const collector of ADDRESS_LISTS) collectors.add(collector);
  return [...collectors];
}

/** The port is written where it is not the one of the service. */
function addressOf({ host, port, tls }: Router): string {
  return port === defaultPort(tls) ? host : formatAddress(host, port);
}

function tlsOf({ name, tls }: Router, notes: Notes): TlsEntry | undefined {
  if (tls === undefined) return undefined;
  if (tls.anonymous)
    notes.add('no_ssl_certificate: give the router a certificate; TLS without one is not spoken', name);
  else if (!tls.verify)
    notes.add('ssl_certificate_verify = False: carried as insecure; better is a ca_file', name);
  if (tls.verify && !tls.checkHostname)
    notes.add('ssl_check_hostname = False: write the name of its certificate as tls.server_name', name);
  return tlsEntry(tls);
}

function tlsEntry({ verify, anonymous, caFile }: RouterTls): TlsEntry {
  if (!verify || anonymous) return { insecure: true };
  return caFile === undefined ? 'on' : { ca_file: caFile };
}

function labelsOf(
  { name, customLabels }: Router,
  reserved: readonly string[],
  notes: Notes,
): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const item of customLabels) {
    const [, label = '', value = ''] =
      /^\s*([^:]*?)\s*:\s*(.*?)\s*$|^/.exec(item.replace('=', asColon(item))) ?? [];
    const owner = ownerOf(label, reserved);
    if (!/^[A-Za-z_]\w*$/.test(label) || value === '')
      notes.add(`custom_labels: "${item.trim()}" is no label with a value; left out`, name);
    else if (owner !== undefined)
      notes.add(`custom_labels: "${label}" belongs to ${owner}; left out, give it another name`, name);
    else labels[label] = value;
  }
  return labels;
}

/** `site=riga` is `site:riga`, but `url:http://x/?a=b` keeps its sign. */
function asColon(item: string): string {
  return item.includes(':') ? '=' : ':';
}

function allowRule(
  { name, allowedTargets }: Router,
  {
    auth,
    module,
    tls,
  }: { readonly auth: string; readonly module: string; readonly tls: TlsEntry | undefined },
  notes: Notes,
): readonly unknown[] {
  const addresses = allowedTargets.filter((target) => isAllowable(target));
  for (const target of allowedTargets.filter((other) => !addresses.includes(other)))
    notes.add(`probe_allowed_targets: "${target}" is no address, range or host name; left out`, name);
  if (addresses.length === 0) {
    notes.add('module_only: no target is allowed; list addresses under targets.allow', name);
    return [];
  }
  notes.add(`module_only: ask /probe?target=ADDRESS&auth=${auth}&module=${module}`, name);
  return [{ addresses, auths: [auth], ...(tls !== undefined && { tls }) }];
}

function noteTheRest({ name, nameFormat, remoteDhcp, remoteCapsman }: Router, notes: Notes): void {
  if (nameFormat !== 'name')
    notes.add('interface_name_format: the comment is a label of mikrotik_interface_info; join it', name);
  if (remoteDhcp)
    notes.add('remote_dhcp_entry: join mikrotik_dhcp_lease_info of that router by mac_address', name);
  if (remoteCapsman) notes.add('remote_capsman_entry: the CAPsMAN router exports its clients itself', name);
}

function noteTheSystem({ listen, bandwidth }: MktxpConfig, notes: Notes): void {
  if (listen !== undefined)
    notes.add(`_mktxp.conf: listen = ${listen} is the flag --web.listen-address; 127.0.0.1:9436 without it`);
  if (bandwidth) notes.add('_mktxp.conf: bandwidth measures the exporter’s host, no router; left out');
}
