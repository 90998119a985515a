import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { FOREIGN_METRICS } from '../alerts/testing/foreign-metrics.ts';
import { ownMetrics } from '../alerts/testing/own-metrics.ts';
import { GENERATED, generatedFiles } from '../dashboards/generate.ts';
import { LIMITS } from '../dashboards/lib/limits.ts';
import { covers, EXCLUSIONS, LINT_RULES } from '../dashboards/testing/lint.ts';
import { selectorsOf } from '../dashboards/testing/promql.ts';
import { dashboards, queriesOf, type Dashboard } from '../dashboards/testing/queries.ts';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { DEFAULT_MODULE } from '../exporter/config/defaults.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { ROOT } from './stack/configs.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const metricsOf = (dashboard: Dashboard): readonly string[] =>
  queriesOf(dashboard).flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric));
const deviceFamilies = [...FAMILIES.keys(), ...Object.values(probeFamilies).map(({ name }) => name)];
const [fleet, device, domains] = ['tikscope-fleet', 'tikscope-device', 'tikscope-domains'].map((uid) =>
  dashboards.find((one) => one.uid === uid),
);
assert.ok(fleet !== undefined && device !== undefined && domains !== undefined);

const ruleFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ record: z.string().optional(), alert: z.string().optional(), expr: z.string() }),
      ),
    }),
  ),
});
const rules = readdirSync(path.join(ROOT, 'alerts'))
  .filter((name) => name.endsWith('.rules.yml'))
  .flatMap((name) => ruleFile.parse(parse(read(`alerts/${name}`))).groups.flatMap((group) => group.rules));

/** Metrics of programs that are not ours, which rules and the dashboard Stack health read. */
const FOREIGN: ReadonlySet<string> = new Set(Object.values(FOREIGN_METRICS).flat());

describe('dashboards', () => {
  it('are generated fresh', async () => {
    const files = await generatedFiles();
    assert.deepEqual(readdirSync(GENERATED).toSorted(), [...files.keys()].toSorted());
    for (const [name, text] of files) {
      const message = `node dashboards/generate.ts writes ${name} anew`;
      assert.equal(readFileSync(new URL(name, GENERATED), 'utf8'), text, message);
    }
  });

  for (const { id, title, check } of LINT_RULES) {
    it(`${id}: each ${title}`, () => {
      for (const dashboard of dashboards) {
        const findings = check(dashboard).filter(
          ({ where }) => !EXCLUSIONS.some((exclusion) => covers(exclusion, id, dashboard.uid, where)),
        );
        assert.deepEqual(findings, [], dashboard.title);
      }
    });
  }

  it('have no exclusion from a rule that they keep', () => {
    for (const exclusion of EXCLUSIONS) {
      const needed = LINT_RULES.some(({ id, check }) =>
        dashboards.some((dashboard) =>
          check(dashboard).some(({ where }) => covers(exclusion, id, dashboard.uid, where)),
        ),
      );
      assert.ok(needed, `${exclusion.rule}: ${exclusion.reason}`);
    }
  });

  it('can all be reached from Fleet, and Fleet from them, with time and variables kept', () => {
    const tags = fleet.links.filter(({ type }) => type === 'dashboards').flatMap((link) => link.tags);
    for (const { title, tags: own, links } of dashboards) {
      assert.ok(
        own.some((tag) => tags.includes(tag)),
        `${title} is among the links of Fleet`,
      );
      assert.ok(links.length > 0, `${title} has links`);
      for (const { includeVars, keepTime } of links) assert.ok(includeVars && keepTime, title);
    }
    assert.equal(new Set(dashboards.map(({ uid }) => uid)).size, dashboards.length);
  });

  it('have links from their values to dashboards that exist, with time, data source and known variables', () => {
    const all = dashboards.flatMap((dashboard) => linksOf(dashboard).map((url) => ({ dashboard, url })));
    assert.ok(all.length > 0);
    for (const { dashboard, url } of all) {
      const target = dashboards.find(({ uid }) => url.startsWith(`/d/${uid}?`));
      assert.ok(target, url);
      assert.ok(url.includes('${__url_time_range}') && url.includes('${datasource:queryparam}'), url);
      for (const [, name] of url.matchAll(/\$\{(\w+):queryparam\}/g)) {
        assert.ok(hasVariable(dashboard, name) && hasVariable(target, name), `${name ?? ''} in ${url}`);
      }
      for (const [, name] of url.matchAll(/&var-(\w+)=/g)) assert.ok(hasVariable(target, name), url);
    }
  });

  it('name only metrics that exist', async (t) => {
    const { metrics } = await ownMetrics(t);
    const own = metrics.flatMap((name) => [
      name,
      ...['_bucket', '_sum', '_count'].map((suffix) => name + suffix),
    ]);
    const recorded = rules.flatMap(({ record = [] }) => record);
    const known = new Set([...deviceFamilies, ...own, ...recorded, ...FOREIGN]);
    for (const dashboard of dashboards) {
      assert.deepEqual(
        metricsOf(dashboard).filter((metric) => !known.has(metric)),
        [],
        dashboard.title,
      );
    }
    const shown = new Set(dashboards.flatMap(metricsOf));
    const ruled = rules.map(({ expr }) => expr).join(' ');
    assert.deepEqual(
      [...FOREIGN].filter((metric) => !shown.has(metric) && !ruled.includes(metric)),
      [],
      'foreign metrics that nothing reads',
    );
  });

  it('show on Device every family of the module default, and those of the probe itself', () => {
    const shown = new Set(metricsOf(device));
    const families = deviceFamilies.filter((name) => modulesOf(name).includes(DEFAULT_MODULE));
    assert.deepEqual(
      families.filter((name) => !shown.has(name)),
      [],
    );
  });

  it('name on Device domains the modules that a panel needs, in its description', () => {
    for (const panel of domains.panels) {
      const needed = panel.targets
        .flatMap(({ expr }) => selectorsOf(expr).flatMap(({ metric }) => modulesOf(metric)))
        .filter((module) => module !== DEFAULT_MODULE);
      const named = [...(panel.description ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
      assert.deepEqual(new Set(named), new Set(needed), panel.title);
    }
  });

  it('show on Fleet every rule that was recorded for it', () => {
    const used = new Set([
      ...metricsOf(fleet),
      ...rules.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric)),
    ]);
    const recorded = rules.flatMap(({ record = [] }) => record);
    assert.deepEqual(
      recorded.filter((name) => !used.has(name)),
      [],
    );
  });

  it('read rules whose results a unit test has seen', () => {
    const tested = read('alerts/tests/recording.test.yml');
    const { groups } = ruleFile.parse(parse(read('alerts/recording.rules.yml')));
    for (const { record = '' } of groups.flatMap((group) => group.rules)) {
      assert.ok(tested.includes(`expr: ${record}\n`), record);
    }
  });

  it('draw the limits at which alerts fire', () => {
    const limits = new Map<number, string>();
    for (const { alert, value } of Object.values(LIMITS)) {
      const rule = rules.find((candidate) => candidate.alert === alert);
      assert.ok(rule, alert);
      assert.match(rule.expr, new RegExp(String.raw`> ${value}\b`), `${alert} fires beyond ${value}`);
      limits.set(value, alert);
    }
    for (const { title, fieldConfig } of dashboards.flatMap(({ panels }) => panels)) {
      for (const { value } of fieldConfig?.defaults.thresholds?.steps ?? []) {
        // 1 is the first of what should not be at all, and needs no figure of its own.
        assert.ok(
          value === null || value === 1 || limits.has(value),
          `${title}: ${value ?? ''} is an alert's`,
        );
      }
    }
  });
});

describe('the provisioning of Grafana', () => {
  it('has the data source with the pace of the scrapes', () => {
    const source = z
      .object({
        datasources: z.tuple([
          z.object({
            type: z.literal('prometheus'),
            editable: z.literal(false),
            jsonData: z.object({ timeInterval: z.string() }),
          }),
        ]),
      })
      .parse(parse(read('deploy/grafana/provisioning/datasources/prometheus.yaml')));
    const { scrape_configs } = z
      .object({
        scrape_configs: z.array(z.object({ job_name: z.string(), scrape_interval: z.string().optional() })),
      })
      .parse(parse(read('prometheus.yml')));
    const mikrotik = scrape_configs.find(({ job_name }) => job_name === 'mikrotik');
    assert.equal(source.datasources[0].jsonData.timeInterval, mikrotik?.scrape_interval);
  });

  it('shows the dashboards from files, and lets nobody change them where it would be lost', () => {
    z.object({
      providers: z.tuple([
        z.object({
          type: z.literal('file'),
          allowUiUpdates: z.literal(false),
          options: z.object({ path: z.literal('/etc/tikscope/dashboards') }),
        }),
      ]),
    }).parse(parse(read('deploy/grafana/provisioning/dashboards/tikscope.yaml')));
  });
});

/** The modules that ask for a family; those of the probe itself come with every one. */
function modulesOf(family: string): readonly string[] {
  return FAMILIES.get(family)?.collector.modules ?? [DEFAULT_MODULE];
}

function hasVariable({ templating }: Dashboard, name: string | undefined): boolean {
  return templating.list.some((variable) => variable.name === name);
}

/** The urls of all links from values. */
function linksOf({ panels }: Dashboard): readonly string[] {
  const links = z.array(z.object({ url: z.string() }));
  return panels.flatMap(({ fieldConfig }) => [
    ...(fieldConfig?.defaults.links ?? []).map(({ url }) => url),
    ...(fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
      properties
        .filter(({ id }) => id === 'links')
        .flatMap(({ value }) => links.parse(value).map(({ url }) => url)),
    ),
  ]);
}
