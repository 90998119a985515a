import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isScalar, parseDocument, visit, type Document } from 'yaml';

/** The top of the checkout, where the shipped files are. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What a copy of the shipped stack has of its own. Durations as Prometheus writes them. */
export interface StackConfig {
  /** host:port of each program. */
  readonly exporter: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  /** Pace of all scrapes, whatever the devices' configuration says. */
  readonly scrapeInterval: string;
  readonly scrapeTimeout: string;
  readonly evaluationInterval: string;
  /** How long every alert must hold; undefined keeps the shipped ones. */
  readonly alertFor?: string;
  /** Where Alertmanager sends notifications, at once; undefined keeps the shipped route and receiver. */
  readonly webhook?: string;
}

/** Writes copies of the shipped configurations and rules into `folder`, changed as little as it takes. */
export async function writeConfigs(folder: string, config: StackConfig): Promise<void> {
  const rules = path.join(folder, 'rules');
  await mkdir(rules);
  await Promise.all([
    writePrometheusConfig(path.join(folder, 'prometheus.yml'), config),
    writeAlertmanagerConfig(path.join(folder, 'alertmanager.yml'), config),
    writeRules(rules, config),
  ]);
}

async function writePrometheusConfig(file: string, config: StackConfig): Promise<void> {
  const shipped = await readFile(path.join(ROOT, 'prometheus.yml'), 'utf8');
  const document = parse(
    shipped
      .replaceAll('localhost:9436', config.exporter)
      .replaceAll('localhost:9090', config.prometheus)
      .replaceAll('localhost:9093', config.alertmanager),
  );
  document.set('rule_files', ['rules/*.yml']);
  document.setIn(['global', 'scrape_interval'], config.scrapeInterval);
  document.setIn(['global', 'scrape_timeout'], config.scrapeTimeout);
  document.setIn(['global', 'evaluation_interval'], config.evaluationInterval);
  const mikrotik = ['scrape_configs', jobIndex(document, 'mikrotik')];
  document.setIn([...mikrotik, 'http_sd_configs', 0, 'refresh_interval'], '5s');
  // Relabelling comes after discovery, and so has the last word on the pace.
  const relabel = (target_label: string, replacement: string): void =>
    document.addIn([...mikrotik, 'relabel_configs'], { target_label, replacement });
  relabel('__scrape_interval__', config.scrapeInterval);
  relabel('__scrape_timeout__', config.scrapeTimeout);
  await writeFile(file, document.toString());
}

async function writeAlertmanagerConfig(file: string, config: StackConfig): Promise<void> {
  const document = parse(await readFile(path.join(ROOT, 'deploy/alertmanager/alertmanager.yml'), 'utf8'));
  if (config.webhook !== undefined) {
    document.setIn(['route', 'group_wait'], '1s');
    document.setIn(['route', 'group_interval'], '2s');
    document.setIn(['receivers', 0, 'webhook_configs'], [{ url: config.webhook, send_resolved: true }]);
  }
  await writeFile(file, document.toString());
}

async function writeRules(folder: string, config: StackConfig): Promise<void> {
  const alerts = path.join(ROOT, 'alerts');
  const files = (await readdir(alerts)).filter((name) => name.endsWith('.rules.yml'));
  await Promise.all(
    files.map(async (name) => {
      const document = parse(await readFile(path.join(alerts, name), 'utf8'));
      visit(document, {
        Pair(_, pair) {
          if (config.alertFor === undefined || !isScalar(pair.key) || pair.key.value !== 'for') return;
          pair.value = document.createNode(config.alertFor);
        },
      });
      await writeFile(path.join(folder, name), document.toString());
    }),
  );
}

function parse(text: string): Document {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document;
}

function jobIndex(document: Document, job: string): number {
  for (let index = 0; document.hasIn(['scrape_configs', index]); index++) {
    if (document.getIn(['scrape_configs', index, 'job_name']) === job) return index;
  }
  throw new Error(`prometheus.yml has no job ${job}`);
}
