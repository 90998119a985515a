/** How many addresses or prefixes a pool has. Each function returns undefined for text that it cannot read. */

/** Of `10.0.0.10-10.0.0.99,10.1.0.0/24,10.2.0.1`, ranges of IPv4 addresses. */
export function rangesSize(ranges: string): number | undefined {
  let size = 0;
  for (const range of ranges.split(',')) {
    const addresses = rangeSize(range);
    if (addresses === undefined) return undefined;
    size += addresses;
  }
  return size;
}

function rangeSize(range: string): number | undefined {
  const [first = '', last] = range.split('-');
  if (last !== undefined) {
    const from = addressNumber(first);
    const to = addressNumber(last);
    return from === undefined || to === undefined || to < from ? undefined : to - from + 1;
  }
  const [address = '', length = '32'] = range.split('/');
  if (addressNumber(address) === undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32)
    return undefined;
  return 2 ** (32 - Number(length));
}

/** An IPv4 address as one number. */
function addressNumber(address: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const octets = address.split('.').map(Number);
  return octets.some((octet) => octet > 255)
    ? undefined
    : octets.reduce((number, octet) => number * 256 + octet);
}

/** The length of an IPv6 prefix: 48 of `2001:db8::/48`. */
export function prefixLength(prefix: string): number | undefined {
  const length = /^[0-9a-f:.]+\/(\d{1,3})$/i.exec(prefix)?.[1];
  return length === undefined || Number(length) > 128 ? undefined : Number(length);
}
