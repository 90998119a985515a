/** An address as RouterOS 7's routing menus write it: with the interface that it is reached by and the VRF, if any. */
export interface RoutingAddress {
  readonly address: string | undefined;
  readonly interface: string | undefined;
  readonly vrf: string | undefined;
}

/** `10.0.0.1`, `fe80::1%ether1`, `10.0.0.1@vrf1` or `10.0.0.1%ether1@vrf1` in its parts. */
export function splitRoutingAddress(text: string | undefined): RoutingAddress {
  const [, address, scope, vrf] = /^([^%@]+)(?:%([^@]*))?(?:@(.*))?$/s.exec(text ?? '') ?? [];
  return { address, interface: scope, vrf };
}
