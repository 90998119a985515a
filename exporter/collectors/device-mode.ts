import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

const families = {
  info: {
    name: 'mikrotik_device_mode_info',
    type: 'info',
    help: 'Mode of the device and the versions that may be installed (/system/device-mode: mode, allowed-versions).',
    labels: ['mode', 'allowed_versions'],
  },
  flagged: {
    name: 'mikrotik_device_mode_flagged',
    type: 'gauge',
    help: '1 if the device has found traces of an intruder in its configuration and restricts itself (/system/device-mode: flagged).',
    labels: [],
  },
  attempts: {
    name: 'mikrotik_device_mode_attempts',
    type: 'gauge',
    help: 'Tries to change the mode that nobody confirmed at the device (/system/device-mode: attempt-count).',
    labels: [],
  },
  allowed: {
    name: 'mikrotik_device_mode_feature_allowed',
    type: 'gauge',
    help: '1 if the mode allows a feature; absent for features that the version does not have (/system/device-mode).',
    labels: ['feature'],
  },
} as const satisfies FamilyTable;

const FEATURES = [
  'scheduler',
  'socks',
  'fetch',
  'pptp',
  'l2tp',
  'bandwidth-test',
  'traffic-gen',
  'sniffer',
  'ipsec',
  'romon',
  'proxy',
  'hotspot',
  'smb',
  'email',
  'zerotier',
  'container',
  'install-any-version',
  'partitions',
  'routerboard',
] as const;

const MODE = ['mode', 'allowed-versions', 'flagged', 'attempt-count', ...FEATURES] as const;

/** `/system/device-mode`: what the device lets itself do. Not in `default`. */
export const deviceModeCollector: Collector = {
  name: 'device_mode',
  summary: 'Device-mode: the features that it allows, and whether the device suspects an intruder.',
  modules: ['inventory'],
  families,
  menus: [{ command: '/system/device-mode/print', cost: 'cheap', versions: '7' }],
  async collect(device, emit) {
    await device.print('/system/device-mode', MODE, (row) => {
      const info = labels({ mode: row.text('mode'), allowed_versions: row.text('allowed-versions') });
      emit(families.info, info, 1);
      emit(families.flagged, NO_LABELS, row.flag('flagged'));
      emit(families.attempts, NO_LABELS, row.number('attempt-count'));
      for (const feature of FEATURES) {
        emit(families.allowed, labels({ feature }), row.sentFlag(feature));
      }
    });
  },
};
