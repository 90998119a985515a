import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../stack/configs.ts';

const mebibytes = z.templateLiteral([z.number(), 'm']).transform((text) => parseInt(text, 10));

const volume = z.union([
  z.string(),
  z.strictObject({
    type: z.literal('bind'),
    source: z.string(),
    target: z.string(),
    read_only: z.boolean(),
    // Compose would create what is missing, as an empty folder that belongs to root.
    bind: z.strictObject({ create_host_path: z.literal(false) }),
  }),
]);

const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), args: z.record(z.string(), z.string()) }).optional(),
  profiles: z.array(z.string()).optional(),
  user: z.string().optional(),
  hostname: z.string().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  volumes: z.array(volume).optional(),
  tmpfs: z.array(z.string()).optional(),
  networks: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD')], z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string(),
    })
    .optional(),
  stop_grace_period: z.string().optional(),
  restart: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  pids_limit: z.number(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  mem_limit: mebibytes,
  memswap_limit: mebibytes,
});

const composeFile = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.strictObject({})),
  volumes: z.record(z.string(), z.strictObject({})),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

export type Service = z.infer<typeof service>;
export type ComposeFile = z.infer<typeof composeFile>;

/** A folder or file of the host, or a named volume, inside a container. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** docker-compose.yml as text. */
export const COMPOSE_TEXT = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');

/** docker-compose.yml with every variable at its default, and memory in MiB. @throws if it has a key not known here */
export function readComposeFile(): ComposeFile {
  const text = COMPOSE_TEXT.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
  return composeFile.parse(parse(text, { merge: true }));
}

export function mountsOf({ volumes = [] }: Service): readonly Mount[] {
  return volumes.map((volume) => {
    if (typeof volume !== 'string') {
      return { source: volume.source, target: volume.target, readOnly: volume.read_only };
    }
    const [source = '', target = '', options = ''] = volume.split(':');
    return { source, target, readOnly: options.split(',').includes('ro') };
  });
}
