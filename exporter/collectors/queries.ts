/** Query words that several collectors ask with. Those of a flag that is not set find the rows that leave the flag out, too, which `?flag=false` would not. */

export const DYNAMIC: readonly string[] = ['?dynamic=true'];
export const NOT_DYNAMIC: readonly string[] = [...DYNAMIC, '?#!'];
export const NOT_DISABLED: readonly string[] = ['?disabled=true', '?#!'];
