import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_certificate_info',
    type: 'info',
    help: 'Whose certificate it is, who signed it, and its key (/certificate).',
    labels: [
      'certificate',
      'fingerprint',
      'common_name',
      'alternative_names',
      'issuer',
      'key_type',
      'key_size',
      'authority',
    ],
  },
  notBefore: {
    name: 'mikrotik_certificate_not_before_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the certificate begins to be valid (/certificate: invalid-before).',
    labels: ['certificate', 'fingerprint'],
  },
  notAfter: {
    name: 'mikrotik_certificate_not_after_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the certificate ceases to be valid; absent for requests and templates (/certificate: invalid-after).',
    labels: ['certificate', 'fingerprint'],
  },
  trusted: {
    name: 'mikrotik_certificate_trusted',
    type: 'gauge',
    help: '1 if the device trusts the certificate (/certificate: trusted).',
    labels: ['certificate', 'fingerprint'],
  },
  revoked: {
    name: 'mikrotik_certificate_revoked',
    type: 'gauge',
    help: '1 if the certificate was revoked (/certificate: revoked).',
    labels: ['certificate', 'fingerprint'],
  },
  truncated: {
    name: 'mikrotik_certificate_truncated',
    type: 'gauge',
    help: '1 if the device has more certificates than the row limit, so that some are missing (/certificate).',
    labels: [],
  },
} as const satisfies FamilyTable;

const CERTIFICATE = [
  'name',
  'fingerprint',
  'common-name',
  'subject-alt-name',
  'issuer',
  'key-type',
  'key-size',
  'authority',
  'invalid-before',
  'invalid-after',
  'trusted',
  'revoked',
] as const;

type CertificateRow = Row<(typeof CERTIFICATE)[number]>;

/**
 * `/certificate`: until when each is valid. Capped at 1,000 rows, since builds before 7.19 import whole stores of
 * authorities. Whether one has expired is not asked: `not_after` says it, and before it happens. Not in `default`.
 */
export const certificateCollector: Collector = {
  name: 'certificate',
  summary: 'Certificates: when they begin and cease to be valid, trust and revocation.',
  modules: ['inventory'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/certificate/print', cost: 'table', versions: '6 and 7' }, CLOCK_MENU],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    const [outcome] = await settle(
      device.print('/certificate', CERTIFICATE, (row) => collectCertificate(emit, times, row)),
      times.askOffset(device),
    );
    times.flush();
    emitTruncated(emit, families.truncated, outcome);
  },
};

function collectCertificate(emit: Emit, times: LocalTimes, row: CertificateRow): void {
  const certificate = row.text('name');
  const fingerprint = row.text('fingerprint');
  const info = labels({
    certificate,
    fingerprint,
    common_name: row.text('common-name'),
    alternative_names: row.text('subject-alt-name'),
    issuer: row.text('issuer'),
    key_type: row.text('key-type'),
    key_size: row.text('key-size'),
    authority: String(row.flag('authority')),
  });
  emit(families.info, info, 1);
  const own = labels({ certificate, fingerprint });
  times.add(families.notBefore, own, row.localTime('invalid-before'));
  times.add(families.notAfter, own, row.localTime('invalid-after'));
  emit(families.trusted, own, row.flag('trusted'));
  emit(families.revoked, own, isRevoked(row.text('revoked')));
}

/** A flag, or the date since which it is so. */
function isRevoked(revoked: string | undefined): boolean {
  return revoked !== undefined && !['', 'false', 'no'].includes(revoked);
}
