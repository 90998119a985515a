/** What a switch of mktxp.conf becomes. */
interface Switch {
  /** What mktxp takes when it is not written. */
  readonly standard: boolean;
  readonly collectors: readonly string[];
  /** Why nothing, or not all, is carried. */
  readonly note?: string;
}

const off = (...collectors: string[]): Switch => ({ standard: false, collectors });
const on = (...collectors: string[]): Switch => ({ standard: true, collectors });

/** Asked of every device, as mktxp asks /system/identity and /system/resource. */
export const ALWAYS = ['system'];

/** The switches of mktxp 2.1.0, in the order in which the collectors are written. */
export const SWITCHES: Readonly<Record<string, Switch>> = {
  routerboard: { ...off(), note: 'the collector system, always on, has it' },
  check_for_updates: {
    ...off('update'),
    note: 'the result of the router’s own check is read (/system/package/update); mktxp asks a web site of MikroTik',
  },
  health: on('health'),
  installed_packages: on('package'),
  user: on('user'),
  certificate: off('certificate'),
  container: off('container'),
  interface: on('interface', 'vlan'),
  interface_with_default_name: {
    ...off(),
    note: 'the default name is a label of mikrotik_interface_info alone; join it where it is needed',
  },
  monitor: on('ethernet'),
  poe: on('poe'),
  switch_port: off('switch_port'),
  bridge_vlan: off('bridge_vlan'),
  eoip: off('tunnel'),
  gre: off('tunnel'),
  ipip: off('tunnel'),
  wireless: on('wireless', 'wifi'),
  wireless_clients: on('wireless_client', 'wifi_client'),
  capsman: on('capsman'),
  capsman_clients: on('capsman_client', 'wifi_client'),
  w60g: off('w60g'),
  lte: off('lte'),
  dhcp: on('dhcp_server'),
  dhcp_lease: on('dhcp_lease'),
  pool: on('pool'),
  ipv6_pool: off('pool'),
  dns: off('dns'),
  public_ip: on('cloud'),
  neighbor: on('neighbor', 'neighbor_entry'),
  ipv6_neighbor: off('ipv6_neighbor', 'ipv6_neighbor_entry'),
  connections: on('connection'),
  connection_stats: {
    ...off(),
    note: 'it downloads the whole connection table at each scrape; export flows (/ip/traffic-flow) to a flow collector instead',
  },
  connection_stats_destinations: { ...off(), note: 'as connection_stats' },
  firewall: on('firewall'),
  ipv6_firewall: off('firewall'),
  netwatch: on('netwatch'),
  ipsec: off('ipsec'),
  wireguard_peers: off('wireguard'),
  queue: on('queue_simple', 'queue_tree'),
  kid_control_assigned: off('kid_control'),
  kid_control_dynamic: off('kid_control'),
  route: on('route'),
  ipv6_route: off('route'),
  bgp: off('bgp'),
  bfd: off('bfd'),
  routing_stats: off('routing_process'),
};

/** Collectors for a router's address lists, which are named rather than switched on. */
export const ADDRESS_LISTS = ['address_list'];
