/**
 * True for a flag that RouterOS 7 sends without a value while it is set: `=ebgp=` of a BGP session, `=fib=` of a routing
 * table. Most flags have a value, for which Row.flag is.
 */
export function isSet(flag: string | undefined): boolean {
  return flag !== undefined && flag !== 'false' && flag !== 'no';
}
