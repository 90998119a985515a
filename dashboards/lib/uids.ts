/** Addresses of the dashboards; people's bookmarks depend on them. */
export const FLEET_UID = 'tikscope-fleet';
export const DEVICE_UID = 'tikscope-device';
export const DOMAINS_UID = 'tikscope-domains';
export const STACK_UID = 'tikscope-stack';

/** What all of them are tagged with. */
export const TAG = 'tikscope';
