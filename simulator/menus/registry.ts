import { type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { clockMenus } from './clock.ts';
import { upsMenus } from './ups.ts';
import { scriptMenus } from './script.ts';
import { ptpMenus } from './ptp.ts';
import { packageMenus } from './package.ts';
import { historyMenus } from './history.ts';
import { gpsMenus } from './gps.ts';
import { diskMenus } from './disk.ts';
import { deviceModeMenus } from './device-mode.ts';
import { containerMenus } from './container.ts';
import { certificateMenus } from './certificate.ts';
import { addressListMenus } from './address-list.ts';
import { connectionMenus } from './connection.ts';
import { firewallMenus } from './firewall.ts';
import { hotspotMenus } from './hotspot.ts';
import { ipsecMenus } from './ipsec.ts';
import { kidControlMenus } from './kid-control.ts';
import { netwatchMenus } from './netwatch.ts';
import { serviceMenus } from './service.ts';
import { ethernetMenus } from './ethernet.ts';
import { healthMenus } from './health.ts';
import { interfaceMenus } from './interface.ts';
import { bondingMenus } from './bonding.ts';
import { bridgeMenus } from './bridge.ts';
import { detectInternetMenus } from './detect-internet.ts';
import { dot1xMenus } from './dot1x.ts';
import { interfaceListMenus } from './interface-list.ts';
import { poeMenus } from './poe.ts';
import { switchMenus } from './switch.ts';
import { tunnelMenus } from './tunnel.ts';
import { vrrpMenus } from './vrrp.ts';
import { ipMenus } from './ip.ts';
import { arpMenus } from './arp.ts';
import { neighborMenus } from './neighbor.ts';
import { dhcpMenus } from './dhcp.ts';
import { poolMenus } from './pool.ts';
import { dnsMenus } from './dns.ts';
import { cloudMenus } from './cloud.ts';
import { systemMenus } from './system.ts';
import { pppMenus } from './ppp.ts';
import { wireguardMenus } from './wireguard.ts';
import { queueMenus } from './queue.ts';
import { radiusMenus } from './radius.ts';
import { userManagerMenus } from './user-manager.ts';
import { dudeMenus } from './dude.ts';
import { zerotierMenus } from './zerotier.ts';
import { capsmanMenus } from './capsman.ts';
import { lteMenus } from './lte.ts';
import { w60gMenus } from './w60g.ts';
import { wifiMenus } from './wifi.ts';
import { wirelessMenus } from './wireless.ts';
import { userMenus } from './user.ts';
import { bfdMenus } from './bfd.ts';
import { bgpMenus } from './bgp.ts';
import { mplsMenus } from './mpls.ts';
import { multicastMenus } from './multicast.ts';
import { ospfMenus } from './ospf.ts';
import { ospfV3Menus } from './ospf-v3.ts';
import { ripMenus } from './rip.ts';
import { routeMenus } from './route.ts';
import { routingMenus } from './routing.ts';

const byPath = Map.groupBy(
  [
    ...systemMenus,
    ...clockMenus,
    ...healthMenus,
    ...interfaceMenus,
    ...bondingMenus,
    ...bridgeMenus,
    ...detectInternetMenus,
    ...dot1xMenus,
    ...interfaceListMenus,
    ...poeMenus,
    ...switchMenus,
    ...tunnelMenus,
    ...vrrpMenus,
    ...ethernetMenus,
    ...ipMenus,
    ...arpMenus,
    ...neighborMenus,
    ...dhcpMenus,
    ...poolMenus,
    ...dnsMenus,
    ...cloudMenus,
    ...userMenus,
    ...upsMenus,
    ...scriptMenus,
    ...ptpMenus,
    ...packageMenus,
    ...historyMenus,
    ...gpsMenus,
    ...diskMenus,
    ...deviceModeMenus,
    ...containerMenus,
    ...certificateMenus,
    ...pppMenus,
    ...wireguardMenus,
    ...queueMenus,
    ...radiusMenus,
    ...userManagerMenus,
    ...dudeMenus,
    ...zerotierMenus,
    ...addressListMenus,
    ...connectionMenus,
    ...firewallMenus,
    ...hotspotMenus,
    ...ipsecMenus,
    ...kidControlMenus,
    ...netwatchMenus,
    ...serviceMenus,
    ...wirelessMenus,
    ...wifiMenus,
    ...capsmanMenus,
    ...w60gMenus,
    ...lteMenus,
    ...routeMenus,
    ...bgpMenus,
    ...ospfMenus,
    ...ospfV3Menus,
    ...bfdMenus,
    ...routingMenus,
    ...mplsMenus,
    ...ripMenus,
    ...multicastMenus,
  ],
  (menu) => menu.path,
);

export const MENU_PATHS: readonly string[] = [...byPath.keys()];

/** The menu of a path, if this device has it. Several may share a path, one for each kind of device. */
export function menuOf(path: string, at: Moment): Menu | undefined {
  return byPath.get(path)?.find((menu) => menu.exists(at));
}

/** The first part of a path at which no menu of any device goes on. */
export function unknownSegment(path: string): string {
  const segments = path.split('/').slice(1);
  const unknown = segments.find((_, index) => {
    const prefix = `/${segments.slice(0, index + 1).join('/')}`;
    return !MENU_PATHS.some((known) => known === prefix || known.startsWith(`${prefix}/`));
  });
  return unknown ?? segments.at(-1) ?? '';
}
