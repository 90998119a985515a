import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { parseAddress } from '../config/address.ts';
import { ConfigError, type ConfigProblem } from '../config/problem.ts';
import { causeOf, readBounded } from '../config/read-file.ts';
import { YamlFile } from '../config/yaml-file.ts';
import { parseConfigObj, type IniSection } from './config-obj.ts';
import { Settings } from './settings.ts';
import { SWITCHES } from './switches.ts';

const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Sections that routers inherit from; mktxp itself writes the second one. */
const DEFAULTS = ['default', 'new_default_parameters'];

/** Without quotes, a password of digits is a number in YAML. */
const scalar = z.union([z.string(), z.number().transform(String)]).optional();
const credentialsBlock = z.object({ username: scalar, password: scalar });

/** A section of mktxp.conf, with what it inherits. */
export interface Router {
  readonly name: string;
  readonly enabled: boolean;
  /** Only a name for credentials and switches, to be used with /probe?target=…. */
  readonly moduleOnly: boolean;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** The MD5 challenge of RouterOS before 6.43. */
  readonly legacyLogin: boolean;
  readonly tls: RouterTls | undefined;
  /** As they are written: `site:riga`. */
  readonly customLabels: readonly string[];
  /** The switches that are on. */
  readonly switches: ReadonlySet<string>;
  readonly addressLists: boolean;
  readonly allowedTargets: readonly string[];
  readonly nameFormat: string;
  readonly remoteDhcp: boolean;
  readonly remoteCapsman: boolean;
}

export interface RouterTls {
  readonly verify: boolean;
  readonly checkHostname: boolean;
  /** The router has no certificate at all. */
  readonly anonymous: boolean;
  readonly caFile: string | undefined;
}

export interface MktxpConfig {
  readonly routers: readonly Router[];
  /** Of _mktxp.conf; undefined if it is not there, or does not say. */
  readonly listen: string | undefined;
  /** True if the exporter is to measure its own way to the Internet. */
  readonly bandwidth: boolean;
}

/** Reads mktxp.conf, _mktxp.conf beside it, and the files with credentials that they name. @throws ConfigError */
export async function readMktxpConfig(file: string): Promise<MktxpConfig> {
  const sections = parseConfigObj(file, await readText(file));
  const systemFile = join(dirname(file), '_mktxp.conf');
  const system = await readText(systemFile).then(
    (text) => parseConfigObj(systemFile, text).get('MKTXP'),
    (thrown: unknown) => {
      if (thrown instanceof ConfigError && thrown.problems.every(({ line }) => line === undefined))
        return undefined;
      throw thrown;
    },
  );
  const problems: ConfigProblem[] = [];
  const systemSettings = new Settings(systemFile, system === undefined ? [] : [system], problems);
  const inherited = DEFAULTS.flatMap((name) => sections.get(name) ?? []);
  const routers = [];
  for (const section of sections.values()) {
    if (DEFAULTS.includes(section.name)) continue;
    const settings = new Settings(file, [section, ...inherited], problems);
    routers.push(await readRouter(file, section, settings, systemSettings));
  }
  const listen = systemSettings.text('listen');
  const bandwidth = systemSettings.flag('bandwidth', false);
  if (problems.length > 0) throw new ConfigError(problems);
  return { routers, listen, bandwidth };
}

async function readRouter(
  file: string,
  { name }: IniSection,
  settings: Settings,
  system: Settings,
): Promise<Router> {
  const host = settings.text('hostname') ?? 'localhost';
  if (parseAddress(host)?.port !== undefined || parseAddress(host) === undefined)
    settings.report('hostname', 'expected a host name or an IP address, without a port');
  const allowed = settings.list('probe_allowed_targets');
  const enabled = settings.flag('enabled', false);
  const credentials = enabled ? await readCredentials(file, settings) : { username: '', password: '' };
  return {
    name,
    enabled,
    moduleOnly: settings.flag('module_only', false),
    host,
    port: settings.port(settings.flag('use_ssl', false) ? 8729 : 8728),
    ...credentials,
    legacyLogin: !settings.flag('plaintext_login', true),
    tls: readTls(file, settings),
    customLabels: settings.list('custom_labels').flatMap((item) => item.split(',')),
    switches: new Set(
      Object.entries(SWITCHES).flatMap(([key, { standard }]) => (settings.flag(key, standard) ? [key] : [])),
    ),
    addressLists: [...settings.list('address_list'), ...settings.list('ipv6_address_list')].length > 0,
    allowedTargets: (allowed.length > 0 ? allowed : system.list('probe_allowed_targets')).flatMap((item) =>
      item.split(',').map((target) => target.trim()),
    ),
    nameFormat: settings.text('interface_name_format') ?? 'name',
    remoteDhcp: settings.text('remote_dhcp_entry') !== undefined,
    remoteCapsman: settings.text('remote_capsman_entry') !== undefined,
  };
}

function readTls(file: string, settings: Settings): RouterTls | undefined {
  if (!settings.flag('use_ssl', false)) return undefined;
  const caFile = settings.text('ssl_ca_file');
  return {
    verify: settings.flag('ssl_certificate_verify', false),
    checkHostname: settings.flag('ssl_check_hostname', true),
    anonymous: settings.flag('no_ssl_certificate', false),
    caFile: caFile === undefined ? undefined : beside(file, caFile),
  };
}

/** What the file of credentials does not say is taken from mktxp.conf. */
async function readCredentials(
  file: string,
  settings: Settings,
): Promise<Pick<Router, 'username' | 'password'>> {
  const path = settings.text('credentials_file');
  const written = path === undefined ? {} : await readCredentialsFile(beside(file, path));
  const { username = settings.text('username'), password = settings.text('password') } = written;
  if (username === undefined) settings.report('username', 'is missing');
  if (password === undefined) settings.report('password', 'is missing');
  return { username: username ?? '', password: password ?? '' };
}

async function readCredentialsFile(path: string): Promise<Partial<Pick<Router, 'username' | 'password'>>> {
  const { data } = credentialsBlock.safeParse(new YamlFile(path, await readText(path)).value);
  if (data === undefined)
    throw new ConfigError([{ file: path, line: 1, message: 'expected a map of username and password' }]);
  const { username, password } = data;
  return { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}

/** mktxp takes paths relative to its own files, with ~ and environment variables. */
function beside(file: string, path: string): string {
  const expanded = path
    .replace(/^~(?=\/)/, homedir())
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
      return process.env[braced ?? plain ?? ''] ?? whole;
    });
  return resolve(dirname(file), expanded);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readBounded(file, MAX_FILE_BYTES)).bytes.toString();
  } catch (thrown) {
    throw new ConfigError([{ file, message: `cannot be read: ${causeOf(thrown)}` }]);
  }
}
