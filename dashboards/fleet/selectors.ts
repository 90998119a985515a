import { UNIT } from '../lib/units.ts';
import { type ValueStyle } from '../lib/values.ts';

/** The tenants and sites chosen; also what lacks these labels, if all are chosen. */
export const CHOSEN = 'tenant=~"$tenant",site=~"$site"';

export const ofChosen = (metric: string): string => `${metric}{${CHOSEN}}`;

export const ofDevices = (metric: string): string => `${metric}{job="mikrotik",${CHOSEN}}`;

export const ALERTS = `ALERTS{alertstate="firing",severity!="none",${CHOSEN}}`;

export const REACHED = ofChosen('instance:probe_success:max');

export const NOT_REACHED = `sum by (tenant, site) (${ofChosen('site:probe_success:count_max')} - ${ofChosen('site:probe_success:sum_max')})`;

export const BIT_RATE: ValueStyle = { unit: UNIT.bitsPerSecond };

export const receiveRate = `8 * ${ofChosen('instance:mikrotik_interface_receive_bytes:max_rate5m')}`;

export const transmitRate = `8 * ${ofChosen('instance:mikrotik_interface_transmit_bytes:max_rate5m')}`;
