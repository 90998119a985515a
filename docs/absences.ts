/** What a reader may look for in docs/metrics.md and not find, and the reason. */
export const ABSENCES: Readonly<Record<string, string>> = {
  'The log (`/log`)': 'a thousand rows and more a probe; send it by syslog',
  'Files (`/file`)':
    'slow on flash, and small files come with their contents; storage in use is in `system`, disks in `disk`',
  'Is there a newer RouterOS?, asked on the Internet':
    'the exporter asks devices, nobody else; `update` has what the router itself found when it last looked, and never makes it look',
  'Speed tests': 'they are load, and they measure the exporter’s line',
  'Passwords, keys, IMEI, IMSI, ICCID, subscriber numbers, EAP identities, the URL of a DoH server':
    'secrets and persons; no command names them',
  'Running scripts for their results':
    'needs a user who may write; a script can write a comment, which is read',
  '`/port`, `/partitions`, `/system/watchdog`, `/system/routerboard/settings`':
    'settings that nobody alerts on',
  'Traffic flow, web proxy, SMB, SOCKS':
    'rarely in use; `service` counts their connections, `interface` their traffic',
  'Frame-size histograms, traffic by queue of a port, QoS of switch chips, MST instances':
    'a hundred series a port; what a queue drops is in `ethernet_detail`',
  '`running` of VLANs, bridges, bonds and tunnels':
    '`mikrotik_interface_running` has it for the same interface',
  'EEPROM checksum and flow control of Ethernet ports': 'they would cost `default` three series a port',
  'Hosts of each bridge, connections of each address':
    'all rows of a table of 100,000; the totals are counted by the device',
  'Prefixes advertised to a BGP peer': 'as many rows as prefixes',
  'Each IPsec security association':
    'lives until it is rekeyed, an hour; they are counted by state, policies and peers have series',
  'Endpoints of WireGuard peers, addresses of PPP sessions':
    'change with every roaming; a label that changes is a new series',
  'Rates that the device works out itself (queues, wireless, interfaces)':
    'a mean over an unknown time; `rate()` of the counters says the same for a time of yours',
  '`/queue/interface`':
    'lists the queue of each dynamic interface, too, and says nothing by which to leave them out',
  'Secrets and users of PPP, profiles': 'configuration; sessions are counted',
  'Traffic of each hotspot server': 'a sum over sessions falls when one ends; the interface has it',
  'Distance, ACK timeout and such of wireless clients': 'units are not documented',
  'IoT (LoRa, Bluetooth, GPIO), MQTT, SMS, e-mail, graphing': 'nobody has asked yet',
};
