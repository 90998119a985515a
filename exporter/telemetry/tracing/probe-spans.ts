import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { type RouterosError } from '../../routeros/errors.ts';
import { type CommandRecord } from '../../routeros/session.ts';
import { type CollectorRecord, type DialAttempt, type ProbeRecord } from '../probe-record.ts';

interface Spell {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly error: RouterosError | undefined;
}

/**
 * Makes the spans of a probe that has ended: the probe, each dial with its stages, each collector, each of its commands.
 * They hold names of ours, numbers and error codes; no secret, and nothing that a device said, error messages included.
 * @returns the trace id
 */
export function makeProbeSpans(tracer: Tracer, record: ProbeRecord): string {
  return new ProbeSpans(tracer).make(record);
}

class ProbeSpans {
  readonly #tracer: Tracer;
  /** What makes performance.now() milliseconds since the epoch, by the wall clock as it is now. */
  readonly #epoch = Date.now() - performance.now();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  make(record: ProbeRecord): string {
    const { target, modules, timeout, joined, connection, collectors } = record;
    const attributes: Attributes = {
      'tikscope.target': target,
      'tikscope.modules': [...modules],
      'tikscope.timeout_seconds': timeout / 1000,
      'tikscope.poll.shared': joined,
      'tikscope.session.warm': connection.warm,
      'tikscope.session.replaced': connection.replaced !== undefined,
    };
    const probe = this.#span(ROOT_CONTEXT, 'probe', SpanKind.INTERNAL, record, attributes);
    const within = trace.setSpan(ROOT_CONTEXT, probe);
    for (const attempt of connection.dials) this.#dial(within, attempt);
    for (const collector of collectors) this.#collector(within, collector);
    this.#end(probe, record);
    return probe.spanContext().traceId;
  }

  #dial(parent: Context, attempt: DialAttempt): void {
    const { endpoint, address, dial } = attempt;
    const separator = endpoint.lastIndexOf(':');
    const port = Number(endpoint.slice(separator + 1));
    const attributes: Attributes = {
      'network.transport': 'tcp',
      'server.address': endpoint.slice(0, separator).replace(/^\[(.*)\]$/, '$1'),
      'server.port': port,
      ...(address !== undefined && { 'network.peer.address': address, 'network.peer.port': port }),
    };
    const span = this.#span(parent, 'dial', SpanKind.CLIENT, attempt, attributes);
    const within = trace.setSpan(parent, span);
    if (dial !== undefined) for (const stage of stagesOf(dial)) this.#whole(within, stage.name, stage, {});
    this.#end(span, attempt);
  }

  #collector(parent: Context, collector: CollectorRecord): void {
    const { name, samples, duplicates, commands, skipped } = collector;
    const span = this.#span(parent, `collector ${name}`, SpanKind.INTERNAL, collector, {
      'tikscope.collector': name,
      'tikscope.samples': samples,
      'tikscope.duplicate_samples': duplicates,
      ...(skipped.length > 0 && {
        'tikscope.commands_skipped': skipped.map(({ command }) => pathOf(command)),
      }),
    });
    const within = trace.setSpan(parent, span);
    for (const command of commands) this.#command(within, command);
    this.#end(span, collector);
  }

  #command(parent: Context, record: CommandRecord): void {
    const { command, rows, bytes, sentAt, firstByteAt, endedAt, error, parseErrors } = record;
    const path = pathOf(command);
    const spell = { startedAt: sentAt, endedAt, error };
    const span = this.#span(parent, path, SpanKind.CLIENT, spell, {
      'mikrotik.command': path,
      'mikrotik.reply.rows': rows,
      'mikrotik.reply.bytes': bytes,
      'tikscope.parse_errors': parseErrors.length,
    });
    if (firstByteAt !== undefined) span.addEvent('first byte', {}, this.#epoch + firstByteAt);
    this.#end(span, spell);
  }

  #whole(parent: Context, name: string, spell: Spell, attributes: Attributes): void {
    this.#end(this.#span(parent, name, SpanKind.CLIENT, spell, attributes), spell);
  }

  #span(
    parent: Context,
    name: string,
    kind: SpanKind,
    { startedAt, error }: Spell,
    attributes: Attributes,
  ): Span {
    const failed = error === undefined ? {} : { 'error.type': error.code };
    const options = { kind, startTime: this.#epoch + startedAt, attributes: { ...attributes, ...failed } };
    return this.#tracer.startSpan(name, options, parent);
  }

  #end(span: Span, { endedAt, error }: Spell): void {
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error.code });
    span.end(this.#epoch + endedAt);
  }
}

/** Without its query words. */
function pathOf(command: string): string {
  return command.split(' ', 1)[0] ?? command;
}

/** The stages that a dial passed, and the one it failed in. */
function stagesOf({
  startedAt,
  connectedAt,
  securedAt,
  endedAt,
  error,
}: NonNullable<DialAttempt['dial']>): ({ name: string } & Spell)[] {
  if (connectedAt === undefined) return [{ name: 'connect', startedAt, endedAt, error }];
  const stages = [{ name: 'connect', startedAt, endedAt: connectedAt, error: undefined }];
  if (securedAt !== undefined) {
    stages.push({ name: 'tls', startedAt: connectedAt, endedAt: securedAt, error: undefined });
  }
  const last = securedAt === undefined && error?.code === 'tls' ? 'tls' : 'login';
  return [...stages, { name: last, startedAt: securedAt ?? connectedAt, endedAt, error }];
}
