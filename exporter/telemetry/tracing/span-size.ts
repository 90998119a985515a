import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Ids, times, counters and the braces round them. */
const SPAN_BYTES = 330;
/** `{"key":"","value":{"stringValue":""}}` and a comma. */
const ATTRIBUTE_BYTES = 38;
/** `{"attributes":[],"name":"","timeUnixNano":"…","droppedAttributesCount":0}`. */
const EVENT_BYTES = 95;
const LINK_BYTES = 150;
/** A number or a boolean, as text. */
const SCALAR_BYTES = 6;

/** About how many bytes of OTLP JSON a span becomes, and about what it takes to hold it until then. */
export function spanSize(span: ReadableSpan): number {
  let bytes = SPAN_BYTES + Buffer.byteLength(span.name) + Buffer.byteLength(span.status.message ?? '');
  bytes += attributesSize(span.attributes);
  for (const { name, attributes } of span.events) {
    bytes += EVENT_BYTES + Buffer.byteLength(name) + attributesSize(attributes ?? {});
  }
  for (const { attributes } of span.links) bytes += LINK_BYTES + attributesSize(attributes ?? {});
  return bytes;
}

function attributesSize(attributes: Attributes): number {
  let bytes = 0;
  for (const key in attributes) {
    bytes += ATTRIBUTE_BYTES + Buffer.byteLength(key) + valueSize(attributes[key]);
  }
  return bytes;
}

function valueSize(value: AttributeValue | null | undefined): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (!Array.isArray(value)) return SCALAR_BYTES;
  let bytes = 0;
  for (const item of value) bytes += ATTRIBUTE_BYTES / 2 + valueSize(item ?? undefined);
  return bytes;
}
