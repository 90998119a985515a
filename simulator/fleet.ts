import { type DeviceSpec } from './device-spec.ts';
import { type PersonaName } from './persona.ts';
import { type ProfileName } from './profiles/model.ts';
import { fraction, mix } from './values/random.ts';

export interface FleetPlan {
  readonly devices: number;
  readonly tenants: number;
  readonly seed: number;
}

interface Tenant {
  readonly name: string;
  readonly sites: readonly [string, ...string[]];
}

const TENANTS: readonly Tenant[] = [
  { name: 'acme', sites: ['riga', 'oslo', 'tallinn', 'vilnius'] },
  { name: 'globex', sites: ['lyon', 'porto', 'turin', 'ghent'] },
  { name: 'initech', sites: ['austin', 'denver', 'boise', 'tulsa'] },
];

export const MAX_TENANTS = TENANTS.length;

/** What a tenant's devices are, over and over, after its first. */
const MIX: readonly ProfileName[] = [
  'branch',
  'home',
  'branch',
  'switch',
  'home',
  'branch',
  'home',
  'chr',
  'branch',
  'home',
  'branch',
  'home',
  'switch',
  'branch',
  'home',
  'ap',
  'lte',
];

/**
 * A plausible fleet: each tenant has towns, its first town has a core router, and the rest is mostly
 * branches and homes, with a few access points and LTE routers. The same plan gives the same devices, and a larger one the same and more.
 */
export function planFleet({ devices, tenants, seed }: FleetPlan): DeviceSpec[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: devices }, (_, index): DeviceSpec => {
    const tenant = TENANTS[index % Math.min(tenants, MAX_TENANTS)] ?? { name: 'acme', sites: ['riga'] };
    const round = Math.floor(index / tenants);
    const site = tenant.sites[round % tenant.sites.length] ?? tenant.sites[0];
    const profile = round === 0 ? 'core' : (MIX[(round - 1) % MIX.length] ?? 'branch');
    const number = (numbers.get(`${site} ${profile}`) ?? 0) + 1;
    numbers.set(`${site} ${profile}`, number);
    const name = `${site}-${profile}-${number}`;
    return { name, profile, persona: personaOf(profile, mix(seed, name)), tenant: tenant.name, site };
  });
}

/** Half of the fleet is up to date. The hardware of `core` has never seen RouterOS 6. */
function personaOf(profile: ProfileName, key: number): PersonaName {
  const age = fraction(key, 'persona');
  if (age < 0.5) return '7.20';
  return age < 0.75 || profile === 'core' ? '7.12' : '6.49';
}
