import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { familyHeader, negotiateFormat, trailer } from './format.ts';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
const ESCAPING = '; escaping=underscores';

const PROMETHEUS_2_42 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,' +
  'text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,' +
  'application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,' +
  'text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

const PROMETHEUS_3_NATIVE_HISTOGRAMS =
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,' +
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,' +
  'application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,' +
  'text/plain;version=0.0.4;q=0.2,*/*;q=0.1';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const ACCEPTED: readonly (readonly [what: string, accept: string | undefined, contentType: string])[] = [
  ['no Accept header', undefined, TEXT],
  ['an empty one', '', TEXT],
  ['curl', '*/*', TEXT],
  ['a browser', BROWSER, TEXT],
  ['Prometheus 2.42', PROMETHEUS_2_42, OPENMETRICS],
  ['Prometheus 3', PROMETHEUS_3, OPENMETRICS + ESCAPING],
  ['Prometheus 3 that prefers protobuf', PROMETHEUS_3_NATIVE_HISTOGRAMS, OPENMETRICS + ESCAPING],
  ['text preferred', 'application/openmetrics-text;q=0.2,text/plain;q=0.9', TEXT],
  ['OpenMetrics of no version', 'application/openmetrics-text', OPENMETRICS],
  ['OpenMetrics 0.0.1 alone', 'application/openmetrics-text;version=0.0.1', TEXT],
  ['text 1.0.0 alone', 'text/plain;version=1.0.0;escaping=allow-utf-8', TEXT],
  ['OpenMetrics refused', 'application/openmetrics-text;q=0, text/plain;q=0.1', TEXT],
  ['nothing that we write', 'application/json', TEXT],
  ['spaces and capitals', ' Application/OpenMetrics-Text ; Version=1.0.0 ; Q=0.5 ', OPENMETRICS],
  ['a q that is no number', 'application/openmetrics-text;q=x', TEXT],
  ['equal q: the first', 'text/plain,application/openmetrics-text', TEXT],
];

describe('negotiateFormat', () => {
  for (const [what, accept, contentType] of ACCEPTED) {
    it(`answers ${what} with ${contentType}`, () => {
      assert.equal(negotiateFormat(accept).contentType, contentType);
      assert.equal(negotiateFormat(accept).format, contentType.startsWith('text/') ? 'text' : 'openmetrics');
    });
  }
});

describe('familyHeader', () => {
  const help = 'Bytes.';

  it('names a counter by its samples in text, without _total in OpenMetrics', () => {
    const counter = { name: 'm_bytes_total', type: 'counter', unit: 'bytes', help } as const;
    assert.equal(
      familyHeader(counter, 'text'),
      '# HELP m_bytes_total Bytes.\n# TYPE m_bytes_total counter\n',
    );
    assert.equal(
      familyHeader(counter, 'openmetrics'),
      '# HELP m_bytes Bytes.\n# TYPE m_bytes counter\n# UNIT m_bytes bytes\n',
    );
  });

  it('makes an info a gauge in text, and names it without _info in OpenMetrics', () => {
    const info = { name: 'm_info', type: 'info', help } as const;
    assert.equal(familyHeader(info, 'text'), '# HELP m_info Bytes.\n# TYPE m_info gauge\n');
    assert.equal(familyHeader(info, 'openmetrics'), '# HELP m Bytes.\n# TYPE m info\n');
  });

  it('escapes help: backslash and line feed, in OpenMetrics the quote too', () => {
    const gauge = { name: 'm', type: 'gauge', help: 'a\\b\n"c"' } as const;
    assert.match(familyHeader(gauge, 'text'), /^# HELP m a\\\\b\\n"c"\n/);
    assert.match(familyHeader(gauge, 'openmetrics'), /^# HELP m a\\\\b\\n\\"c\\"\n/);
  });
});

describe('trailer', () => {
  it('ends OpenMetrics with # EOF, and text with nothing', () => {
    assert.equal(trailer('openmetrics'), '# EOF\n');
    assert.equal(trailer('text'), '');
  });
});
