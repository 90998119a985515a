import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';

const families = {
  renewal: {
    name: 'mikrotik_license_renewal_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When a CHR will ask the vendor to renew its license; absent on hardware and free licenses (/system/license: next-renewal-at).',
    labels: [],
  },
  deadline: {
    name: 'mikrotik_license_deadline_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Until when a CHR must have renewed its license, or it forbids upgrades; absent on hardware and free licenses (/system/license: deadline-at).',
    labels: [],
  },
} as const satisfies FamilyTable;

const LICENSE = ['next-renewal-at', 'deadline-at'] as const;

/**
 * `/system/license`: the dates of a CHR. The rest of that menu is in `system`, which every device is asked, most of
 * them no CHR: these need the clock besides. Not in `default`.
 */
export const licenseCollector: Collector = {
  name: 'license',
  summary: 'When the license of a CHR is renewed, and until when it must be.',
  modules: ['inventory'],
  families,
  menus: [{ command: '/system/license/print', cost: 'cheap', versions: '6 and 7' }, CLOCK_MENU],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    await settle(
      device.print('/system/license', LICENSE, (row) => {
        times.add(families.renewal, NO_LABELS, row.localTime('next-renewal-at'));
        times.add(families.deadline, NO_LABELS, row.localTime('deadline-at'));
      }),
      times.askOffset(device),
    );
    times.flush();
  },
};
