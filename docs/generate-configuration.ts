import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { z } from 'zod';
import { COLLECTORS } from '../exporter/collectors/registry.ts';
import { formatHelp } from '../exporter/config/flags.ts';
import { BLOCKS } from '../exporter/config/schema.ts';
import { builtInModules } from '../exporter/config/sections.ts';

export const CONFIGURATION_PAGE = new URL('configuration.md', import.meta.url);

/** docs/configuration.md, as the schema and the flags say. */
export function configurationPage(): string {
  return [INTRODUCTION, modules(), ...BLOCKS.map(section), EXPLANATIONS, flags()].join('\n');
}

const INTRODUCTION = `# Configuration

Tikscope reads one YAML 1.2 file, \`tikscope.yml\`, and the files of devices that it names. This page is generated from
the schema by \`npm run docs\`; [tikscope.example.yml](../tikscope.example.yml) shows every setting in its place.

Four lines are a whole configuration:

\`\`\`yaml
auths:
  default: { username: monitor, password_file: /etc/tikscope/password }
devices:
  - { name: riga-core-1, address: 192.0.2.1 }
\`\`\`

Check a file before it is used with \`tikscope --config.file=tikscope.yml --config.check\`. A key that is unknown, written
twice, or of the wrong type is an error, told with its line and column:

    tikscope.yml:12:5: unknown key "adress" in devices[0]; did you mean "address"? allowed: name, address, …

Brackets mark what may be left out. The types:

| type | what |
| --- | --- |
| \`<name>\` | letters, digits, \`_\`, \`.\`, \`-\`; at most 64 characters |
| \`<device_name>\` | letters and digits of any script, \`_ . : @ + -\`; at most 128 characters |
| \`<duration>\` | as Prometheus writes it: \`30s\`, \`1m30s\`; between 1s and 4m |
| \`<size>\` | a whole number and \`B\`, \`KiB\`, \`MiB\` or \`GiB\` |
| \`<int>\` | a whole number, at least 1 |
| \`<ratio>\` | a number from 0 to 1 |
| \`<url>\` | an http or https URL without user, query and fragment |
| \`<boolean>\` | \`true\` or \`false\`; \`on\` and \`off\` are texts in YAML 1.2 |
| \`<string>\` | text; in quotes if it looks like a number, or starts with one of \`\* & ! @ % { [\` or a backtick |
| \`<secret>\` | a \`<string>\` that is never printed |
| \`<path>\` | a path; a relative one is relative to the file that names it |
| \`<address>\` | \`host\`, \`host:port\`, \`2001:db8::1\` or \`[2001:db8::1]:port\` |
| \`<glob>\` | a pattern for the whole text: \`*\` stands for any characters, \`?\` for one; at most 200 characters |
| \`<label_name>\` | a label name of Prometheus |
| \`<collector>\` | a collector of [metrics.md](metrics.md) |
| \`<encoding>\` | a label of the [WHATWG encoding standard](https://encoding.spec.whatwg.org/#names-and-labels) |
`;

function modules(): string {
  const rows = [...builtInModules(COLLECTORS).values()].map(
    ({ name, collectors }) => `| \`${name}\` | ${collectors.join(', ')} |\n`,
  );
  return ['## Built-in modules\n', `| module | collectors |\n| --- | --- |\n${rows.join('')}`].join('\n');
}

type Block = (typeof BLOCKS)[number];

function section(block: Block): string {
  const { title = '', description } = block.meta() ?? {};
  const fields = Object.entries<z.ZodType>(block.shape).map(([key, schema]) => field(key, schema));
  const heading = `## ${title.startsWith('<') ? `\`${title}\`` : title}\n`;
  const prose = description === undefined ? [] : [`${description}\n`];
  return [heading, ...prose, `\`\`\`yaml\n${fields.join('\n\n')}\n\`\`\`\n`].join('\n');
}

/** A setting in the notation of the Prometheus documentation: `[ key: <type> | default = value ]`. */
function field(key: string, schema: z.ZodType): string {
  const { type = '', description = '', computed = defaultOf(schema) } = metaOf(schema);
  const setting = `${key}: ${type}`;
  const optional = schema.safeParse(undefined).success;
  const fallback = computed === undefined ? '' : ` | default = ${computed}`;
  const comment = wrap(description, 96).map((line) => `# ${line}`);
  return [...comment, optional ? `[ ${setting}${fallback} ]` : setting].join('\n');
}

/** What `.meta()` said of a schema, or of the one that it wraps. */
function metaOf(schema: z.core.$ZodType): z.core.GlobalMeta {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
      ? metaOf(schema.unwrap())
      : {};
  return { ...inner, ...z.globalRegistry.get(schema) };
}

/** The default as YAML; undefined if there is none, or if it is that of the settings below. */
function defaultOf(schema: z.ZodType): string | undefined {
  if (!(schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)) return undefined;
  const value = schema.def.defaultValue;
  const isBlock =
    typeof value === 'object' && value !== null && Object.keys(value).length === 0 && !Array.isArray(value);
  return isBlock
    ? undefined
    : stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false }).trim();
}

const EXPLANATIONS = `## What a fault takes with it

| where the fault is | at the start | at a reload (\`SIGHUP\`, \`POST /-/reload\`) |
| --- | --- | --- |
| the main file | exit 1, with all faults | the old configuration stays in force |
| an entry of a file of devices | that device answers with the reason \`config\` | the same; it keeps its labels and paces |
| a whole file of devices (no YAML, not readable) | its devices are unknown | its devices stay, with the reason \`config\` |
| a password or a file of certificates | the devices that use it answer with the reason \`config\` | the same |
| a device name that an earlier file has | the earlier device stays | the same |

All other devices are polled. \`mikrotik_exporter_config_problems\` counts the faults, the log and \`GET /config\` name them.

## Passwords

A password is never printed: not in \`/config\`, a log line, an error, a span or a metric. A password file is checked when the
configuration is loaded and read anew at each login, so a changed password needs no reload. It is at most 4 KiB long; one
newline at its end is cut. An empty file or variable is an error; \`password: ''\` is the empty password of a new router.

## Interface patterns

Patterns are globs, not regular expressions: names such as \`ether*\` and \`<pppoe-*>\` mean what they seem to, and no pattern
can take long to match, whoever writes it. A pattern matches the whole text and tells upper from lower case.

## Labels

\`labels\` become labels of every series of the device. Refused are \`job\`, \`instance\`, \`module\`, \`le\`, \`quantile\`, \`state\`, names
that start with \`__\`, and every label that a metric of Tikscope has ([metrics.md](metrics.md)): Prometheus would rename one of the two.

## Targets that are not devices

\`GET /probe?target=10.1.2.3&auth=lab\` asks an address that no device has if a rule of \`targets.allow\` covers it and names the auth
(\`default\` if the request names none); the first such rule says whether TLS is spoken. IPv4 ranges cover IPv4 addresses only,
IPv6 ranges IPv6 addresses only; \`::ffff:10.1.2.3\` is the IPv4 address in it. A host name is allowed only if a rule lists it: whoever answers
for a name could otherwise have the password sent anywhere.

## Spans

A probe becomes a trace when it has ended: the probe, each dial with \`connect\`, \`tls\` and \`login\`, each collector, each of its commands with
rows and bytes. Spans hold names of the configuration and of commands, numbers and error codes; no password, and no word of a device.
The OpenMetrics form of \`mikrotik_exporter_probe_duration_seconds\` links to traces by exemplars.

Without an endpoint nothing is done and nothing loaded. The variables of OpenTelemetry are honoured: \`OTEL_EXPORTER_OTLP_ENDPOINT\`, \`_HEADERS\`,
\`_COMPRESSION\`, \`_TIMEOUT\`, \`_CERTIFICATE\`, \`_CLIENT_CERTIFICATE\`, \`_CLIENT_KEY\` and their forms for traces, \`OTEL_BSP_*\`, \`OTEL_TRACES_SAMPLER\` with \`_ARG\`,
\`OTEL_TRACES_EXPORTER=none\`, \`OTEL_SDK_DISABLED\`, \`OTEL_SERVICE_NAME\` and \`OTEL_RESOURCE_ATTRIBUTES\`. The protocol is http/json. \`always_off\` means no spans at all, unless
\`sample_ratio\` is written here. What is not understood is a warning in the log. A token belongs in \`OTEL_EXPORTER_OTLP_HEADERS\`, which is never shown.

One export runs at a time. A request that fails for a passing reason is tried again within half the export's timeout; after that its spans are lost and counted by
error (\`otel_sdk_exporter_span_exported_total\`), and the next waits 1 s to 30 s, or as long as \`Retry-After\` says, up to a minute.

## Large fleets

At most 20,000 devices, 500 files of devices, 4 MiB a file and 32 labels a device. Parsing takes about 0.9 s and 150 MiB of memory for each
MiB (about 7,000 devices) of one file, during which nothing else is answered; the memory is free again before the next file. So put some hundred
devices in a file, not ten thousand: 20,000 devices in 400 files load in 3 s, and no file takes longer than 30 ms.
`;

function flags(): string {
  return ['## Command line\n', `\`\`\`text\n${formatHelp()}\`\`\`\n`].join('\n');
}

function wrap(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

if (import.meta.main) writeFileSync(CONFIGURATION_PAGE, configurationPage());
