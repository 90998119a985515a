import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labels, MAX_LABEL_VALUE_LENGTH, NO_LABELS } from './labels.ts';
import { sampleLine } from './sample-buffer.ts';
import { readExposition } from './testing/read-exposition.ts';

/** What a scraper reads of one label value. */
function readBack(value: string | undefined): string | undefined {
  const { samples } = readExposition(sampleLine('m', labels({ interface: value }).text, 1));
  assert.equal(samples.length, 1);
  return samples[0]?.labels['interface'];
}

describe('labels', () => {
  it('renders labels in the order given, with their values quoted', () => {
    assert.equal(labels({ interface: 'ether1', kind: 'ether' }).text, 'interface="ether1",kind="ether"');
    assert.equal(NO_LABELS.text, '');
  });

  it('renders an unknown value as the empty label, which is no label for Prometheus', () => {
    assert.equal(labels({ interface: 'ether1', comment: undefined }).text, 'interface="ether1",comment=""');
  });

  it('escapes backslash, quote and line feed', () => {
    assert.equal(labels({ comment: 'a\\b"c\nd' }).text, 'comment="a\\\\b\\"c\\nd"');
  });

  it('cuts a long value, counted before it is escaped', () => {
    assert.equal(readBack('x'.repeat(MAX_LABEL_VALUE_LENGTH)), 'x'.repeat(MAX_LABEL_VALUE_LENGTH));
    assert.equal(readBack('"'.repeat(MAX_LABEL_VALUE_LENGTH + 1)), '"'.repeat(MAX_LABEL_VALUE_LENGTH));
  });

  it('never cuts a character in half', () => {
    const value = `${'x'.repeat(MAX_LABEL_VALUE_LENGTH - 1)}🦊`;
    assert.equal(readBack(value), 'x'.repeat(MAX_LABEL_VALUE_LENGTH - 1));
    assert.equal(
      readBack(`${'x'.repeat(MAX_LABEL_VALUE_LENGTH - 2)}🦊y`),
      `${'x'.repeat(MAX_LABEL_VALUE_LENGTH - 2)}🦊`,
    );
  });

  it('reads back as it was, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('', '\\', '"', '\n', '\r', '\0', '}', ' '),
        (text, odd) => {
          const value = (text + odd + text).slice(0, MAX_LABEL_VALUE_LENGTH - 1);
          assert.equal(readBack(value), value);
        },
      ),
    );
  });

  it('reads back as the beginning of what it was, and as valid UTF-8, however long the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 60, maxLength: 400 }), (value) => {
        const read = readBack(value) ?? '';
        assert.ok(value.startsWith(read) && read.length <= MAX_LABEL_VALUE_LENGTH);
        assert.ok(read.length >= Math.min(value.length, MAX_LABEL_VALUE_LENGTH - 1));
        assert.ok(read.isWellFormed());
      }),
    );
  });
});
