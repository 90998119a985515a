import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { ERROR_CODES } from '../exporter/routeros/errors.ts';
import { END_REASONS } from '../exporter/telemetry/run-record/record.ts';
import { ROOT } from '../test/stack/configs.ts';
import { surroundings } from '../test/stack/packages.ts';
import { ensurePrograms } from '../test/stack/programs.ts';
import { run } from '../test/stack/run.ts';
import { FOREIGN_METRICS } from './testing/foreign-metrics.ts';
import { ownMetrics } from './testing/own-metrics.ts';

/** The one that fires always, and is for a machine. */
const WATCHDOG = 'TikscopeWatchdog';

const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  keep_firing_for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info', 'none']) }),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const recording = z.strictObject({ record: z.string(), expr: z.string() });
const ruleFile = z.object({ groups: z.array(z.object({ rules: z.array(z.union([alert, recording])) })) });
const testFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
});

const filesOf = (folder: string, ending: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));
const load = (file: string): unknown => parse(readFileSync(path.join(ROOT, file), 'utf8'));

const ruleFiles = filesOf('alerts', '.rules.yml');
const testFiles = filesOf('alerts/tests', '.test.yml');
const rules = ruleFiles.flatMap((file) => ruleFile.parse(load(file)).groups.flatMap((group) => group.rules));
const alerts = rules.filter((rule) => 'alert' in rule);
const recordings = rules.filter((rule) => 'record' in rule);

describe('alert rules', () => {
  it('have unique names with the prefix of the component', () => {
    const names = alerts.map((rule) => rule.alert);
    assert.deepEqual(names, [...new Set(names)]);
    for (const name of names) assert.match(name, /^(Mikrotik|Tikscope)([A-Z][a-z]+)+$/);
  });

  it('have a constant sentence without numbers for a summary, and say which one in the description', () => {
    for (const { alert, annotations } of alerts) {
      assert.match(annotations.summary, /^[A-Z][^0-9{}]*\.$/, alert);
      assert.match(annotations.description, /\{\{.*\.$/s, alert);
    }
  });

  it('each lead to a runbook of their own with three first commands and the usual causes, and no runbook is without an alert', () => {
    for (const { alert, annotations } of alerts) {
      assert.equal(annotations.runbook_url, `alerts/runbooks/${alert}.md`);
      const text = readFileSync(path.join(ROOT, annotations.runbook_url), 'utf8');
      assert.ok(text.startsWith(`# ${alert}\n`), `${annotations.runbook_url} has the heading "${alert}"`);
      const [, commands = ''] = text.split('\n## First commands\n');
      assert.equal(commands.split('\n## ')[0]?.match(/^ {4}\S/gm)?.length, 3, annotations.runbook_url);
      assert.match(commands, /^## Usual causes/m, annotations.runbook_url);
    }
    assert.deepEqual(
      filesOf('alerts/runbooks', '.md').toSorted(),
      alerts.map((rule) => rule.annotations.runbook_url).toSorted(),
    );
  });

  it('are each seen both firing and silent in a unit test', () => {
    const cases = testFiles.flatMap((file) =>
      testFile.parse(load(file)).tests.flatMap((test) => test.alert_rule_test),
    );
    for (const { alert } of alerts) {
      const own = cases.filter(({ alertname }) => alertname === alert);
      assert.ok(
        own.some(({ exp_alerts }) => exp_alerts.length > 0),
        `a test in which ${alert} fires`,
      );
      if (alert === WATCHDOG) continue;
      assert.ok(
        own.filter(({ exp_alerts }) => exp_alerts.length === 0).length >= 2,
        `tests in which ${alert} is silent before its time, and resolved`,
      );
    }
    const known = new Set(alerts.map((rule) => rule.alert));
    for (const { alertname } of cases) assert.ok(known.has(alertname), `${alertname} is an alert`);
  });

  it('hold for a while, unless it is something that has happened or that must not be waited for', () => {
    const once = alerts.filter((rule) => rule.for === undefined);
    for (const { alert, expr } of once) {
      if (alert !== WATCHDOG) assert.match(expr, /\b(increase|changes|resets)\(/, alert);
    }
  });

  it('wake nobody for the one that fires always', () => {
    for (const { alert, labels } of alerts)
      assert.equal(labels.severity === 'none', alert === WATCHDOG, alert);
  });

  it('name only metrics, reasons and bounds that exist', async (t) => {
    const { metrics, bounds } = await ownMetrics(t);
    const foreign: readonly string[] = Object.values(FOREIGN_METRICS).flat();
    const known = new Set([
      ...FAMILIES.keys(),
      ...Object.values(probeFamilies).map(({ name }) => name),
      ...metrics,
      ...recordings.map(({ record }) => record),
      ...foreign,
    ]);
    const values = { reason: [...ERROR_CODES, ...END_REASONS], bound: bounds, __name__: foreign };
    for (const rule of rules) {
      const title = 'alert' in rule ? rule.alert : rule.record;
      const described = 'alert' in rule ? rule.annotations.description.matchAll(/\bmikrotik_\w+/g) : [];
      for (const name of [...metricsOf(rule.expr), ...[...described].map(([text]) => text)]) {
        assert.ok(known.has(name), `${name} in ${title} is a metric`);
      }
      for (const [, label = '', matched = ''] of rule.expr.matchAll(/\b(\w+)[=!]~?"([^"]*)"/g)) {
        if (!(label in values)) continue;
        for (const pattern of label === '__name__' ? [matched] : matched.split('|')) {
          const one = new RegExp(`^(?:${pattern})$`);
          const there = values[label as keyof typeof values].some((value) => one.test(value));
          assert.ok(there, `${label} ${pattern} in ${title} is there`);
        }
      }
    }
  });
});

/** Names in an expression that are neither functions nor labels nor keywords. */
function metricsOf(expr: string): readonly string[] {
  const bare = expr
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\boffset \w+/g, ' ');
  return [...bare.matchAll(/(?<![\w.:])[a-zA-Z_][\w:]*\b(?!\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !['and', 'or', 'unless'].includes(name));
}

const found = await ensurePrograms(surroundings((line) => console.error(line)));

describe('to the real programs', { skip: found.missing ?? false }, () => {
  if (found.missing !== undefined) return;
  const { promtool, amtool } = found.programs;
  const passes = async (program: string, args: readonly string[]): Promise<void> => {
    const { code, output } = await run(program, args, { cwd: ROOT });
    assert.equal(code, 0, output);
  };

  it('the rules are valid, with no lint', () =>
    passes(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', ...ruleFiles]));
  it('the rules behave as their unit tests say', () => passes(promtool, ['test', 'rules', ...testFiles]));
  it('prometheus.yml is valid', () => passes(promtool, ['check', 'config', 'prometheus.yml']));
  it('alertmanager.yml is valid', () =>
    passes(amtool, ['check-config', 'deploy/alertmanager/alertmanager.yml']));
});
