import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { Admission } from '../exporter/fleet/admission.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { ERROR_CODES } from '../exporter/routeros/errors.ts';
import { Bounds } from '../exporter/telemetry/bound.ts';
import { SelfMetrics } from '../exporter/telemetry/self-metrics.ts';
import { ROOT } from '../test/stack/configs.ts';
import { surroundings } from '../test/stack/packages.ts';
import { ensurePrograms } from '../test/stack/programs.ts';
import { run } from '../test/stack/run.ts';

const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string(),
  keep_firing_for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
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

  it('each lead to a runbook of their own that begins with three commands, and no runbook is without an alert', () => {
    for (const { alert, annotations } of alerts) {
      assert.equal(annotations.runbook_url, `alerts/runbooks/${alert}.md`);
      const text = readFileSync(path.join(ROOT, annotations.runbook_url), 'utf8');
      assert.ok(text.startsWith(`# ${alert}\n`), `${annotations.runbook_url} has the heading "${alert}"`);
      const [, commands = ''] = text.split('## First commands\n');
      assert.equal(commands.split('## ')[0]?.match(/^ {4}\S/gm)?.length, 3, annotations.runbook_url);
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
      assert.ok(
        own.filter(({ exp_alerts }) => exp_alerts.length === 0).length >= 2,
        `tests in which ${alert} is silent before its time, and resolved`,
      );
    }
    const known = new Set(alerts.map((rule) => rule.alert));
    for (const { alertname } of cases) assert.ok(known.has(alertname), `${alertname} is an alert`);
  });

  it('name only metrics that exist', async () => {
    const own = new SelfMetrics({ version: 'test', revision: 'test' });
    own.watchBounds(new Bounds());
    const known = new Set([
      ...FAMILIES.keys(),
      ...Object.values(probeFamilies).map(({ name }) => name),
      ...(await own.registry.getMetricsAsJSON()).map(({ name }) => name),
      ...recordings.map(({ record }) => record),
    ]);
    for (const rule of rules) {
      const text = 'alert' in rule ? `${rule.expr}\n${rule.annotations.description}` : rule.expr;
      for (const [name] of text.matchAll(/\b(?:mikrotik|probe|process|nodejs)_\w+|\b\w+(?::\w+)+/g)) {
        assert.ok(known.has(name), `${name} in ${'alert' in rule ? rule.alert : rule.record} is a metric`);
      }
    }
  });

  it('name only reasons and bounds that exist', () => {
    const bounds = new Bounds();
    new Admission({ running: 1, waiting: 1 }, bounds);
    const known = {
      reason: new Set<string>(ERROR_CODES),
      bound: new Set(bounds.list().map(({ name }) => name)),
    };
    for (const rule of rules) {
      for (const [, label, values = ''] of rule.expr.matchAll(/\b(reason|bound)[=!]~?"([^"]*)"/g)) {
        for (const value of values.split('|')) {
          assert.ok(known[label === 'reason' ? 'reason' : 'bound'].has(value), `${label ?? ''} ${value}`);
        }
      }
    }
  });
});

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
