import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

const families = {
  info: {
    name: 'mikrotik_update_info',
    type: 'info',
    help: 'Channel, installed RouterOS and the newest that the device has found in its channel (/system/package/update).',
    labels: ['channel', 'installed_version', 'latest_version'],
  },
  available: {
    name: 'mikrotik_update_available',
    type: 'gauge',
    help: '1 if another RouterOS than the installed one was found; absent until the device has checked (/system/package/update: latest-version).',
    labels: [],
  },
  checkFailed: {
    name: 'mikrotik_update_check_failed',
    type: 'gauge',
    help: '1 if the last check of the device for updates failed; absent until it has checked (/system/package/update: status).',
    labels: [],
  },
} as const satisfies FamilyTable;

const UPDATE = ['channel', 'installed-version', 'latest-version', 'status'] as const;

/**
 * `/system/package/update`: what the device found when it last checked by itself or was told to. Its command
 * check-for-updates is never sent: it would make every probe a request to the vendor. Not in `default`.
 */
export const updateCollector: Collector = {
  name: 'update',
  summary: 'RouterOS updates, as the device found them in its last check.',
  modules: ['inventory'],
  families,
  menus: [{ command: '/system/package/update/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/system/package/update', UPDATE, (row) => {
      const installed = row.text('installed-version');
      const latest = row.text('latest-version');
      const info = labels({
        channel: row.text('channel'),
        installed_version: installed,
        latest_version: latest,
      });
      emit(families.info, info, 1);
      const known = installed !== undefined && latest !== undefined && latest !== '';
      emit(families.available, NO_LABELS, known ? latest !== installed : undefined);
      const status = row.text('status');
      const checked = status !== undefined && status !== '';
      emit(families.checkFailed, NO_LABELS, checked ? status.startsWith('ERROR') : undefined);
    });
  },
};
