import { defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance } from '../values/random.ts';

/** Features that the mode `advanced` does not allow. */
const FORBIDDEN = ['traffic-gen', 'container', 'install-any-version', 'partitions', 'routerboard'];
const FEATURES_OF_7_12 =
  'scheduler socks fetch pptp l2tp bandwidth-test traffic-gen sniffer ipsec romon proxy hotspot smb email zerotier container'.split(
    ' ',
  );
const FEATURES = [...FEATURES_OF_7_12, 'install-any-version', 'partitions', 'routerboard'];

function isNew(at: Moment): boolean {
  return at.persona.name === '7.20';
}

function allows(feature: string): (at: Moment) => boolean | undefined {
  return (at) => {
    if (!isNew(at) && !FEATURES_OF_7_12.includes(feature)) return undefined;
    return !FORBIDDEN.includes(feature);
  };
}

const deviceMode = defineSettings(
  '/system/device-mode',
  {
    mode: (at) => (isNew(at) ? 'advanced' : 'enterprise'),
    'allowed-versions': (at) => (isNew(at) ? '7.13+,6.49.8+' : undefined),
    flagged: (at) => chance(at.key, 'flagged', 0.02),
    'flagging-enabled': () => true,
    ...Object.fromEntries(FEATURES.map((feature) => [feature, allows(feature)])),
    'attempt-count': (at) => (isNew(at) ? 0 : undefined),
  },
  (at) => at.persona.major === 7,
);

export const deviceModeMenus: readonly Menu[] = [deviceMode];
