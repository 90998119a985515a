import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

const families = {
  info: {
    name: 'mikrotik_package_info',
    type: 'info',
    help: 'Version of an installed package (/system/package).',
    labels: ['package', 'version', 'build_time'],
  },
  enabled: {
    name: 'mikrotik_package_enabled',
    type: 'gauge',
    help: '1 if an installed package is not disabled (/system/package: disabled).',
    labels: ['package'],
  },
  changePending: {
    name: 'mikrotik_package_change_pending',
    type: 'gauge',
    help: '1 if the next reboot will enable, disable, remove or replace the package (/system/package: scheduled).',
    labels: ['package'],
  },
} as const satisfies FamilyTable;

const PACKAGE = ['name', 'version', 'build-time', 'scheduled', 'disabled'] as const;

/** RouterOS 7.18 and newer list the packages that could be installed, too. */
const INSTALLED = ['?available=true', '?#!'];

/** `/system/package`: what is installed. Not in `default`. */
export const packageCollector: Collector = {
  name: 'package',
  summary: 'Installed packages, and what the next reboot will do to them.',
  modules: ['inventory'],
  families,
  menus: [{ command: '/system/package/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print(
      '/system/package',
      PACKAGE,
      (row) => {
        const name = row.text('name');
        if (name === undefined) return;
        const info = labels({
          package: name,
          version: row.text('version'),
          build_time: row.text('build-time'),
        });
        emit(families.info, info, 1);
        const own = labels({ package: name });
        emit(families.enabled, own, !row.flag('disabled'));
        emit(families.changePending, own, (row.text('scheduled') ?? '') !== '');
      },
      { query: INSTALLED },
    );
  },
};
