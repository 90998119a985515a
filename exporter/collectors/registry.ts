import { type Family } from '../exposition/family.ts';
import { type Collector } from './contract.ts';
import { interfaceDetailCollector } from './interface-detail.ts';
import { ethernetDetailCollector } from './ethernet-detail.ts';
import { vlanCollector } from './vlan.ts';
import { bondingCollector } from './bonding.ts';
import { vrrpCollector } from './vrrp.ts';
import { tunnelCollector } from './tunnel.ts';
import { interfaceListCollector } from './interface-list.ts';
import { detectInternetCollector } from './detect-internet.ts';
import { bridgeCollector } from './bridge.ts';
import { bridgePortCollector } from './bridge-port.ts';
import { bridgeVlanCollector } from './bridge-vlan.ts';
import { bridgeHostCollector } from './bridge-host.ts';
import { switchCollector } from './switch.ts';
import { switchPortCollector } from './switch-port.ts';
import { l3hwCollector } from './l3hw.ts';
import { poeCollector } from './poe.ts';
import { dot1xCollector } from './dot1x.ts';
import { cpuCollector } from './cpu.ts';
import { clockCollector } from './clock.ts';
import { updateCollector } from './update.ts';
import { packageCollector } from './package.ts';
import { deviceModeCollector } from './device-mode.ts';
import { diskCollector } from './disk.ts';
import { certificateCollector } from './certificate.ts';
import { userCollector } from './user.ts';
import { scriptCollector } from './script.ts';
import { historyCollector } from './history.ts';
import { containerCollector } from './container.ts';
import { appCollector } from './app.ts';
import { upsCollector } from './ups.ts';
import { gpsCollector } from './gps.ts';
import { licenseCollector } from './license.ts';
import { ptpCollector } from './ptp.ts';
import { ethernetCollector } from './ethernet.ts';
import { healthCollector } from './health.ts';
import { interfaceCollector } from './interface.ts';
import { systemCollector } from './system.ts';
import { ipAddressCollector } from './ip-address.ts';
import { arpCollector } from './arp.ts';
import { arpEntryCollector } from './arp-entry.ts';
import { neighborCollector } from './neighbor.ts';
import { neighborEntryCollector } from './neighbor-entry.ts';
import { ipv6NeighborCollector } from './ipv6-neighbor.ts';
import { ipv6NeighborEntryCollector } from './ipv6-neighbor-entry.ts';
import { poolCollector } from './pool.ts';
import { dhcpClientCollector } from './dhcp-client.ts';
import { dhcpv6ClientCollector } from './dhcpv6-client.ts';
import { cloudCollector } from './cloud.ts';
import { dhcpServerCollector } from './dhcp-server.ts';
import { dhcpLeaseCollector } from './dhcp-lease.ts';
import { dhcpv6ServerCollector } from './dhcpv6-server.ts';
import { dhcpv6BindingCollector } from './dhcpv6-binding.ts';
import { dnsCollector } from './dns.ts';
import { connectionCollector } from './connection.ts';
import { fastPathCollector } from './fast-path.ts';
import { serviceCollector } from './service.ts';
import { netwatchCollector } from './netwatch.ts';
import { firewallCollector } from './firewall.ts';
import { addressListCollector } from './address-list.ts';
import { ipsecCollector } from './ipsec.ts';
import { ipsecPeerCollector } from './ipsec-peer.ts';
import { ipsecSaCollector } from './ipsec-sa.ts';
import { hotspotCollector } from './hotspot.ts';
import { hotspotSessionCollector } from './hotspot-session.ts';
import { kidControlCollector } from './kid-control.ts';
import { dudeCollector } from './dude.ts';
import { pppCollector } from './ppp.ts';
import { pppClientCollector } from './ppp-client.ts';
import { pppServerCollector } from './ppp-server.ts';
import { pppSessionCollector } from './ppp-session.ts';
import { queueCollector } from './queue.ts';
import { queueSimpleCollector } from './queue-simple.ts';
import { queueTreeCollector } from './queue-tree.ts';
import { radiusCollector } from './radius.ts';
import { userManagerCollector } from './user-manager.ts';
import { wireguardCollector } from './wireguard.ts';
import { zerotierCollector } from './zerotier.ts';
import { capsmanCollector } from './capsman.ts';
import { capsmanClientCollector } from './capsman-client.ts';
import { lteCollector } from './lte.ts';
import { w60gCollector } from './w60g.ts';
import { wifiCollector } from './wifi.ts';
import { wifiClientCollector } from './wifi-client.ts';
import { wirelessCollector } from './wireless.ts';
import { wirelessClientCollector } from './wireless-client.ts';
import { bfdCollector } from './bfd.ts';
import { bgpCollector } from './bgp.ts';
import { defaultRouteCollector } from './default-route.ts';
import { isisCollector } from './isis.ts';
import { mplsCollector } from './mpls.ts';
import { multicastCollector } from './multicast.ts';
import { ospfLsaCollector } from './ospf-lsa.ts';
import { ospfCollector } from './ospf.ts';
import { ripCollector } from './rip.ts';
import { routeOriginCollector } from './route-origin.ts';
import { routeTableCollector } from './route-table.ts';
import { routeCollector } from './route.ts';
import { routingProcessCollector } from './routing-process.ts';
import { rpkiCollector } from './rpki.ts';
import { vrfCollector } from './vrf.ts';

/**
 * All collectors in the order in which they ask. `system` is the first: its `/system/resource` must reach the
 * device before the commands whose load it would measure.
 */
export const COLLECTORS: readonly Collector[] = [
  systemCollector,
  healthCollector,
  interfaceCollector,
  ethernetCollector,
  cpuCollector,
  clockCollector,
  updateCollector,
  packageCollector,
  deviceModeCollector,
  diskCollector,
  certificateCollector,
  userCollector,
  scriptCollector,
  historyCollector,
  containerCollector,
  appCollector,
  upsCollector,
  gpsCollector,
  licenseCollector,
  ptpCollector,
  pppCollector,
  pppSessionCollector,
  pppServerCollector,
  pppClientCollector,
  wireguardCollector,
  zerotierCollector,
  queueCollector,
  queueSimpleCollector,
  queueTreeCollector,
  radiusCollector,
  userManagerCollector,
  dudeCollector,
  connectionCollector,
  fastPathCollector,
  serviceCollector,
  netwatchCollector,
  firewallCollector,
  addressListCollector,
  ipsecCollector,
  ipsecPeerCollector,
  ipsecSaCollector,
  hotspotCollector,
  hotspotSessionCollector,
  kidControlCollector,
  wirelessCollector,
  wifiCollector,
  capsmanCollector,
  wirelessClientCollector,
  wifiClientCollector,
  capsmanClientCollector,
  w60gCollector,
  lteCollector,
  ipAddressCollector,
  arpCollector,
  arpEntryCollector,
  neighborCollector,
  neighborEntryCollector,
  ipv6NeighborCollector,
  ipv6NeighborEntryCollector,
  poolCollector,
  dhcpClientCollector,
  dhcpv6ClientCollector,
  cloudCollector,
  dhcpServerCollector,
  dhcpLeaseCollector,
  dhcpv6ServerCollector,
  dhcpv6BindingCollector,
  dnsCollector,
  defaultRouteCollector,
  bgpCollector,
  ospfCollector,
  bfdCollector,
  isisCollector,
  rpkiCollector,
  routeOriginCollector,
  vrfCollector,
  routingProcessCollector,
  routeCollector,
  routeTableCollector,
  ospfLsaCollector,
  mplsCollector,
  ripCollector,
  multicastCollector,
  interfaceDetailCollector,
  ethernetDetailCollector,
  vlanCollector,
  bondingCollector,
  vrrpCollector,
  tunnelCollector,
  interfaceListCollector,
  detectInternetCollector,
  bridgeCollector,
  bridgePortCollector,
  bridgeVlanCollector,
  bridgeHostCollector,
  switchCollector,
  switchPortCollector,
  l3hwCollector,
  poeCollector,
  dot1xCollector,
];

export interface RegisteredFamily {
  readonly family: Family;
  readonly collector: Collector;
}

/** The families of some collectors by name. @throws Error if two have one name */
export function joinFamilies(collectors: readonly Collector[]): ReadonlyMap<string, RegisteredFamily> {
  const joined = new Map<string, RegisteredFamily>();
  for (const collector of collectors) {
    for (const family of Object.values(collector.families)) {
      const other = joined.get(family.name);
      if (other !== undefined) {
        throw new Error(`${family.name} is a family of both ${other.collector.name} and ${collector.name}`);
      }
      joined.set(family.name, { family, collector });
    }
  }
  return joined;
}

/** Every family that a device can yield, by name: what docs, lint, dashboards, alerts and tests read. */
export const FAMILIES = joinFamilies(COLLECTORS);
