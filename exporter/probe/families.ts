import { type FamilyTable } from '../exposition/family.ts';

/** What every probe says of itself, whatever became of the device. */
export const probeFamilies = {
  success: {
    name: 'probe_success',
    type: 'gauge',
    help: 'Whether the device was reached, logged in, and answered at least one collector.',
    labels: [],
  },
  duration: {
    name: 'probe_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the probe took.',
    labels: [],
  },
  timeout: {
    name: 'probe_timeout_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the probe could have taken.',
    labels: [],
  },
  failure: {
    name: 'mikrotik_probe_failure_info',
    type: 'info',
    help: 'Why the probe failed; absent when it succeeded.',
    labels: ['reason'],
  },
  collectorSuccess: {
    name: 'mikrotik_scrape_collector_success',
    type: 'gauge',
    help: 'Whether a collector succeeded; if not, none of its samples are here.',
    labels: ['collector'],
  },
  collectorDuration: {
    name: 'mikrotik_scrape_collector_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long a collector took, its commands being in flight together with those of the others.',
    labels: ['collector'],
  },
} as const satisfies FamilyTable;
