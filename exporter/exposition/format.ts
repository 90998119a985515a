import { type Family } from './family.ts';

/** Text 0.0.4 or OpenMetrics 1.0. */
export type Format = 'text' | 'openmetrics';

const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

export interface NegotiatedFormat {
  readonly format: Format;
  readonly contentType: string;
}

/**
 * The best format of an Accept header: the highest q of those we write, text 0.0.4 if none fits.
 * A client that asks for a name escaping gets told ours, as the negotiation of Prometheus 3 wants it.
 */
export function negotiateFormat(accept: string | undefined): NegotiatedFormat {
  let best: { format: Format; quality: number; escaping: boolean } = {
    format: 'text',
    quality: 0,
    escaping: false,
  };
  for (const range of (accept ?? '').split(',')) {
    const [mediaType = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const parameter = (name: string): string | undefined =>
      parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    const format = formatOf(mediaType, parameter('version'));
    const quality = Number(parameter('q') ?? 1);
    if (format !== undefined && quality > best.quality) {
      best = { format, quality, escaping: parameter('escaping') !== undefined };
    }
  }
  const suffix = best.escaping ? '; escaping=underscores' : '';
  return { format: best.format, contentType: CONTENT_TYPES[best.format] + suffix };
}

function formatOf(mediaType: string, version: string | undefined): Format | undefined {
  if (mediaType === 'application/openmetrics-text') {
    return version === undefined || version === '1.0.0' ? 'openmetrics' : undefined;
  }
  if (mediaType === 'text/plain') return version === undefined || version === '0.0.4' ? 'text' : undefined;
  return mediaType === '*/*' || mediaType === 'text/*' ? 'text' : undefined;
}

/** The HELP, TYPE and UNIT lines of a family. */
export function familyHeader(
  family: Pick<Family, 'name' | 'help' | 'unit'> & { type: string },
  format: Format,
): string {
  if (format === 'text') {
    const type = family.type === 'info' ? 'gauge' : family.type;
    return `# HELP ${family.name} ${escapeHelp(family.help, format)}\n# TYPE ${family.name} ${type}\n`;
  }
  const name = openMetricsName(family.name, family.type);
  const unit = family.unit === undefined ? '' : `# UNIT ${name} ${family.unit}\n`;
  return `# HELP ${name} ${escapeHelp(family.help, format)}\n# TYPE ${name} ${family.type}\n${unit}`;
}

/** OpenMetrics names a family without the suffix of its samples. */
function openMetricsName(name: string, type: string): string {
  if (type === 'counter') return name.replace(/_total$/, '');
  return type === 'info' ? name.replace(/_info$/, '') : name;
}

function escapeHelp(help: string, format: Format): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return format === 'openmetrics' ? escaped.replaceAll('"', '\\"') : escaped;
}

/** What stands at the end of an exposition. */
export function trailer(format: Format): string {
  return format === 'openmetrics' ? '# EOF\n' : '';
}
