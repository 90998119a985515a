import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from './bound.ts';
import { renderOwnMetrics } from './own-exposition.ts';
import { SelfMetrics } from './self-metrics.ts';

const BUILD = { version: '1.2.3', revision: 'abc' };

describe('SelfMetrics', () => {
  it('has every series that rates and alerts need before the first probe', async () => {
    const metrics = new SelfMetrics(BUILD);
    metrics.initialise(['default'], ['system'], ['auth']);
    const text = await renderOwnMetrics(metrics.registry, 'text');
    assert.match(text, /^mikrotik_exporter_probes_total\{module="default"\} 0$/m);
    assert.match(text, /^mikrotik_exporter_probe_failures_total\{module="default",reason="auth"\} 0$/m);
    assert.match(text, /^mikrotik_exporter_parse_errors_total\{collector="system"\} 0$/m);
    assert.match(text, /^mikrotik_exporter_build_info\{version="1.2.3",revision="abc",nodeversion="v\d+/m);
  });

  it('shows each bound as level, capacity and what was dropped at it', async () => {
    const metrics = new SelfMetrics(BUILD);
    const bounds = new Bounds();
    let dropped = 2;
    bounds.add({
      name: 'probes_running',
      summary: '',
      capacity: () => 8,
      level: () => 3,
      dropped: () => dropped,
    });
    metrics.watchBounds(bounds);
    await renderOwnMetrics(metrics.registry, 'text');
    dropped = 5;
    const text = await renderOwnMetrics(metrics.registry, 'text');
    assert.match(text, /^mikrotik_exporter_bound_level\{bound="probes_running"\} 3$/m);
    assert.match(text, /^mikrotik_exporter_bound_capacity\{bound="probes_running"\} 8$/m);
    assert.match(text, /^mikrotik_exporter_bound_dropped_total\{bound="probes_running"\} 5$/m);
  });

  it('shows module lists that requests make up as "other": no request can grow the label', () => {
    const metrics = new SelfMetrics(BUILD);
    metrics.initialise(['default', 'default,wireless'], [], []);
    assert.equal(metrics.moduleLabel(['default', 'wireless']), 'default,wireless');
    assert.equal(metrics.moduleLabel(['wireless', 'default']), 'other');
  });
});

describe('Bounds', () => {
  it('refuses a second bound of one name', () => {
    const bounds = new Bounds();
    const bound = { name: 'x', summary: '', capacity: () => 1, level: () => 0, dropped: () => 0 };
    bounds.add(bound);
    assert.throws(() => {
      bounds.add(bound);
    }, /"x" exists already/);
  });
});
