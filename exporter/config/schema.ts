import { z } from 'zod';
import { isAllowable } from './allow-rule.ts';
import { parseAddress } from './address.ts';
import { DEFAULT_AUTH, DEFAULT_CODE_PAGE, DEFAULT_MODULE, MAX_MODULES } from './defaults.ts';
import {
  QUOTE,
  authName,
  count,
  deviceName,
  duration,
  expected,
  filePath,
  flag,
  found,
  globs,
  list,
  matching,
  name,
  parseCodePage,
  parsed,
  ratio,
  size,
  strict,
  text,
  url,
} from './schema-values.ts';

/*
 * The grammar of the configuration, and the one source of its documentation: the descriptions and
 * types given to `.meta()` here become docs/configuration.md.
 */

const MAX_LABELS = 32;
const MAX_LABEL_VALUE = 128;

const tlsBlock = strict({
  ca_file: filePath.optional().meta({
    description:
      "Certificates (PEM) to trust instead of the system's. Read when the configuration is loaded.",
  }),
  server_name: text('a host name', 253).optional().meta({
    type: '<string>',
    description: "The name that the router's certificate must carry, if it is not the address.",
  }),
  insecure: flag.default(false).meta({
    description:
      'Accept any certificate: the password can be read by whoever answers in the place of the router.',
  }),
}).meta({ id: 'tls', title: '<tls>' });

const tls = z
  .union([z.enum(['off', 'on']), tlsBlock], {
    error: ({ input }) => `expected off, on or a map, found ${found(input)}`,
  })
  .default('off')
  .meta({ type: 'off | on | <tls>' });

export const authBlock = strict({
  username: text('a user name', 255).meta({
    type: '<string>',
    description: 'A RouterOS user whose group has the policies `read` and `api`, and no more.',
  }),
  password: z
    .string(expected('text', QUOTE))
    .max(4096, 'is longer than 4096 characters')
    .optional()
    .meta({ type: '<secret>', description: 'The password itself.' }),
  password_file: filePath.optional().meta({
    description: 'A file that holds the password; read anew at each login, one trailing newline is cut.',
  }),
  password_env: text('the name of an environment variable', 255)
    .optional()
    .meta({ type: '<string>', description: 'An environment variable that holds the password.' }),
  legacy_login: flag.default(false).meta({
    description: 'Allow the MD5 challenge, the only login of RouterOS before 6.43.',
  }),
}).meta({
  id: 'auth',
  title: '<auth>',
  description:
    'A RouterOS user. Exactly one of `password`, `password_file` and `password_env` must be given.',
});

const limitsBlock = strict({
  rows: count(1_000_000).default(10_000).meta({ description: "Rows of one command's reply." }),
  reply_bytes: size(1024 ** 3)
    .prefault('8MiB')
    .meta({ description: "Bytes of one command's reply." }),
  samples: count(1_000_000).default(20_000).meta({ description: 'Samples of one probe.' }),
  exposition_bytes: size(48 * 1024 ** 2)
    .prefault('4MiB')
    .meta({ description: 'Bytes of one probe, before compression.' }),
}).meta({
  id: 'limits',
  title: '<limits>',
  description: 'A collector that would pass one of them fails with the reason `limit`; the others go on.',
});

const globsBlock = strict({
  name: globs.meta({ description: 'Names (`ether*`, `<pppoe-*>`).' }),
  type: globs.meta({ description: 'Types (`ether`, `vlan`).' }),
  comment: globs.meta({ description: 'Comments (`*uplink*`). An interface without a comment matches none.' }),
}).meta({
  id: 'interface_globs',
  title: '<interface_globs>',
  description: 'Patterns by what they are held against.',
});

const interfacesBlock = strict({
  include: globsBlock.prefault({}).meta({
    type: '<interface_globs>',
    description: 'An interface must match one pattern of each list that is not empty.',
  }),
  exclude: globsBlock.prefault({}).meta({
    type: '<interface_globs>',
    description: 'An interface that matches any pattern of any list is left out, whatever `include` says.',
  }),
  dynamic: flag.default(false).meta({
    description: 'Export dynamic interfaces one by one. A PPPoE concentrator has thousands of them.',
  }),
}).meta({
  id: 'interfaces',
  title: '<interfaces>',
  description: 'Which interfaces are exported one by one. Their number by type always is.',
});

export const moduleBlock = strict({
  collectors: list(name, 'collectors').meta({
    type: '[ <collector>, … ]',
    description: 'What is asked of a device; docs/metrics.md lists them.',
  }),
  timeout: duration.optional().meta({
    description: 'The longest a probe may take, whatever Prometheus grants.',
  }),
  limits: limitsBlock.prefault({}).meta({ type: '<limits>', description: 'How much a probe may cost.' }),
  interfaces: interfacesBlock.prefault({}).meta({
    type: '<interfaces>',
    description: 'Which interfaces are exported.',
  }),
}).meta({
  id: 'module',
  title: '<module>',
  description:
    'What a probe asks. The built-in modules exist without being written; one of the same name replaces the built-in one.',
});

const scrapeBlock = strict({
  modules: list(name, 'modules').max(MAX_MODULES, `holds more than ${MAX_MODULES} modules`).meta({
    type: '[ <name>, … ]',
    description: 'Modules that are asked together.',
  }),
  interval: duration.prefault('60s').meta({ description: 'How often.' }),
  timeout: duration.optional().meta({
    description: 'How long Prometheus waits; at most the interval.',
    computed: '30s, or the interval if that is shorter',
  }),
}).meta({
  id: 'scrape',
  title: '<scrape>',
  description: 'One target of Prometheus: modules that are asked together, at a pace.',
});

export const labelsBlock = z
  .record(
    matching('a label name (letters, digits and _, no digit first)', /^[A-Za-z_][A-Za-z0-9_]*$/),
    text('text', MAX_LABEL_VALUE),
    expected('a map of labels'),
  )
  .refine((map) => Object.keys(map).length <= MAX_LABELS, `holds more than ${MAX_LABELS} labels`);

/** The name of a device, whatever else is wrong with it; undefined if that is not to be read. */
export function deviceNameOf(entry: unknown): string | undefined {
  return z.looseObject({ name: deviceName }).safeParse(entry).data?.name;
}

export const deviceBlock = strict({
  name: deviceName.meta({
    description: 'Unique over all files. It is the target of `/probe` and becomes the label `instance`.',
  }),
  address: parsed('host, host:port or [IPv6]:port', parseAddress).meta({
    type: '<address>',
    description: 'Host name or IP address, with the port unless it is 8728 (8729 with TLS).',
  }),
  auth: name.default(DEFAULT_AUTH).meta({ description: 'One of `auths`.' }),
  tls: tls.meta({
    description: 'Whether api-ssl is spoken, and whom to trust. `on` trusts what the system trusts.',
  }),
  code_page: parsed('an encoding such as windows-1252', parseCodePage).prefault(DEFAULT_CODE_PAGE).meta({
    type: '<encoding>',
    description:
      'The encoding of names and comments that are not UTF-8: WinBox writes them in that of its Windows.',
  }),
  labels: labelsBlock.default({}).meta({
    type: '{ <label_name>: <string>, … }',
    description:
      `Labels that Prometheus puts on every series of the device. Names that Tikscope's own metrics use are refused. At most ${MAX_LABELS}, ` +
      `values of at most ${MAX_LABEL_VALUE} characters.`,
  }),
  module: name.optional().meta({ description: 'The module to ask.', computed: DEFAULT_MODULE }),
  modules: list(name, 'modules').max(MAX_MODULES, `holds more than ${MAX_MODULES} modules`).optional().meta({
    type: '[ <name>, … ]',
    description: 'Several modules that are asked together, in the place of `module`.',
  }),
  interval: duration.optional().meta({ description: 'How often.', computed: '60s' }),
  timeout: duration.optional().meta({
    description:
      'How long Prometheus waits, and the longest a probe of the device may take; at most the interval.',
    computed: '30s, or the interval if that is shorter',
  }),
  scrapes: list(scrapeBlock, 'scrapes').max(16, 'holds more than 16 scrapes').optional().meta({
    type: '[ <scrape>, … ]',
    description: 'Several paces, in the place of `module`, `modules`, `interval` and `timeout`.',
  }),
}).meta({
  id: 'device',
  title: '<device>',
  description: 'A router, switch or access point. `name` and `address` are enough.',
});

export const allowBlock = strict({
  addresses: list(
    parsed('an IP address, a CIDR range or a host name', (text) => (isAllowable(text) ? text : undefined)),
    'addresses',
  )
    .max(1000, 'holds more than 1000 addresses')
    .meta({
      type: '[ <address>, … ]',
      description:
        'IP addresses, CIDR ranges, and host names; a host name is allowed as it is written, whatever it resolves to.',
    }),
  auths: list(name, 'auths').default([DEFAULT_AUTH]).meta({
    type: '[ <name>, … ]',
    description: 'The auths whose passwords may be sent there.',
  }),
  tls: tls.meta({ description: 'Whether api-ssl is spoken there, and whom to trust.' }),
}).meta({
  id: 'allow_rule',
  title: '<allow_rule>',
  description: 'Addresses that `/probe` may ask though no device has them. The first rule that fits decides.',
});

const targetsBlock = strict({
  allow: list(z.unknown(), 'rules', 0).max(1000, 'holds more than 1000 rules').default([]).meta({
    type: '[ <allow_rule>, … ]',
    description: 'Nothing is allowed unless it is listed.',
  }),
}).meta({ id: 'targets', title: '<targets>', description: 'What `/probe` may ask beside the devices.' });

const tracingBlock = strict({
  endpoint: url.optional().meta({
    description: 'The collector, without the path `/v1/traces`, which is added. No spans without one.',
    computed: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, or OTEL_EXPORTER_OTLP_ENDPOINT',
  }),
  sample_ratio: ratio.optional().meta({
    description: 'The share of ordinary probes that are traced. Failed and slow ones always are.',
    computed: 'OTEL_TRACES_SAMPLER and its _ARG, or 0.01',
  }),
  slow_probe: duration.optional().meta({
    description: 'From how long on a probe is slow.',
    computed: '5s',
  }),
  max_queue_size: count(16_384).optional().meta({
    description: 'Spans held, those being exported included. The oldest are dropped for new ones.',
    computed: 'OTEL_BSP_MAX_QUEUE_SIZE, or 1024',
  }),
  max_queue_bytes: size(64 * 1024 ** 2)
    .optional()
    .meta({ description: 'Bytes of the spans held.', computed: '4MiB' }),
  max_export_batch_size: count(4096).optional().meta({
    description: 'Spans of one export; it is also at most 1 MiB.',
    computed: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE, or 256',
  }),
  schedule_delay: duration.optional().meta({
    description: 'How long a span may wait for a batch to fill.',
    computed: 'OTEL_BSP_SCHEDULE_DELAY, or 5s',
  }),
  export_timeout: duration.optional().meta({
    description: 'When an export is cut off, whatever the collector does.',
    computed: 'OTEL_BSP_EXPORT_TIMEOUT, or 10s',
  }),
}).meta({
  id: 'tracing',
  title: '<tracing>',
  description: 'Spans of probes, sent by OTLP over HTTP. What is written here wins over the environment.',
});

const devices = z.array(z.unknown(), expected('a list of devices'));

/** A file of devices that is not a bare list of them. */
export const deviceFileBlock = strict({ devices });

/** The main file; each auth, module, device and rule is checked on its own, so that one fault does not hide another. */
export const mainBlock = strict({
  auths: z
    .record(authName, z.unknown(), expected('a map of auths by their names'))
    .refine((map) => Object.keys(map).length > 0, 'holds no auth; at least one is needed')
    .meta({ type: '{ <name>: <auth>, … }', description: 'RouterOS users, by name. At least one.' }),
  modules: z.record(name, z.unknown(), expected('a map of modules by their names')).default({}).meta({
    type: '{ <name>: <module>, … }',
    description: 'What to ask, by name, beside the built-in modules.',
  }),
  devices: devices
    .default([])
    .meta({ type: '[ <device>, … ]', description: 'The fleet. At most 20,000 devices over all files.' }),
  device_files: list(filePath, 'paths', 0)
    .max(100, 'holds more than 100 paths')
    .default([])
    .meta({
      type: '[ <path>, … ]',
      description:
        'Further files of devices, relative to this file; `*` and `?` are patterns, as in `devices/*.yml`. Each file is a list of devices, or a map with ' +
        'the one key `devices`. At most 500 files.',
    }),
  targets: targetsBlock
    .prefault({})
    .meta({ type: '<targets>', description: 'Targets that are not devices.' }),
  tracing: tracingBlock.prefault({}).meta({ type: '<tracing>', description: 'Where spans of probes go.' }),
}).meta({ id: 'main', title: 'tikscope.yml' });

export type ModuleBlock = z.output<typeof moduleBlock>;
export type DeviceBlock = z.output<typeof deviceBlock>;
export type TlsBlock = z.output<typeof tls>;
export type TracingBlock = z.output<typeof tracingBlock>;

/** All blocks, from the top down: the order of the docs. */
export const BLOCKS = [
  mainBlock,
  authBlock,
  moduleBlock,
  limitsBlock,
  interfacesBlock,
  globsBlock,
  deviceBlock,
  tlsBlock,
  scrapeBlock,
  targetsBlock,
  allowBlock,
  tracingBlock,
] as const;
