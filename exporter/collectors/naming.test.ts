import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Family } from '../exposition/family.ts';
import { probeFamilies } from '../probe/families.ts';
import { FAMILIES } from './registry.ts';

const ofDevices: readonly Family[] = [...FAMILIES.values()].map(({ family }) => family);
const all: readonly Family[] = [...ofDevices, ...Object.values(probeFamilies)];

/** Names that Prometheus' blackbox exporter has made the standard. */
const STANDARD_NAMES = ['probe_success', 'probe_duration_seconds', 'probe_timeout_seconds'];

const BASE_UNITS = [
  'seconds',
  'bytes',
  'celsius',
  'volts',
  'amperes',
  'watts',
  'hertz',
  'ratio',
  'dbm',
  'meters',
  'rpm',
  'decibels',
  'degrees',
];
const PREFIXES =
  'pico nano micro milli centi deci deca hecto kilo kibi mega mibi mebi giga gibi tera tebi peta pebi'.split(
    ' ',
  );
const WRONG_UNITS =
  'minutes hours days weeks bits kelvin kelvins fahrenheit rankine inches yards miles calories pounds ounces percent'.split(
    ' ',
  );
const ABBREVIATIONS = 's ms us ns sec b kb mb gb tb pb m h d'.split(' ');
const TYPE_WORDS = 'gauge counter histogram summary metric untyped info_total'.split(' ');

/** Labels that Prometheus, its targets or histograms carry, or that say nothing. */
const FORBIDDEN_LABELS = (
  'type region zone cluster availability_zone az datacenter dc owner customer stage service environment env job instance ' +
  'le quantile site tenant name model address module target reason result status direction'
).split(' ');

/** Labels that tell the rows of a device apart. Any other fact about a row belongs to an info family. */
const IDENTITY_LABELS = [
  'interface',
  'sensor',
  'kind',
  'core',
  'package',
  'feature',
  'user',
  'caller_id',
  'server',
  'public_key',
  'queue',
  'port',
  'services',
  'domain',
  'called_id',
  'router',
  'zerotier',
  'zerotier_address',
  'mac_address',
  'radio_mac',
  'base_mac',
  'chain',
  'pool',
  'neighbor_interface',
  'ip_address',
  'protocol',
  'client_id',
  'request',
  'duid',
  'iaid',
  'ia_type',
  'adlist',
  'arp_status',
  'neighbor_status',
  'lease_status',
  'binding_status',
  'session',
  'connection',
  'ospf_instance',
  'area',
  'neighbor',
  'local_address',
  'remote_address',
  'vrf',
  'ip_version',
  'routing_table',
  'gateway',
  'distance',
  'process',
  'task',
  'origin',
  'rpki_group',
  'isis_instance',
  'level',
  'rip_instance',
  'pim_instance',
  'table',
  'rule',
  'list',
  'ip_service',
  'netwatch',
  'host',
  'probe_kind',
  'probe_id',
  'policy',
  'error',
  'remote_port',
  'peer_id',
  'ipsec_peer',
  'sa_state',
  'hotspot',
  'kid',
  'disk',
  'certificate',
  'fingerprint',
  'via',
  'group',
  'script',
  'schedule',
  'container',
  'app',
  'ups',
  'switch',
  'power_source',
  'bridge',
  'vlan_ids',
];

function words(family: Family): string[] {
  return family.name.split('_');
}

function checkEach(families: readonly Family[], check: (family: Family) => unknown): void {
  assert.deepEqual(
    families.filter((family) => check(family) !== true).map(({ name }) => name),
    [],
  );
}

describe('the name of every family', () => {
  it('is mikrotik_ and small words, or one of the standard names', () => {
    checkEach(all, ({ name }) => /^mikrotik(_[a-z0-9]+){2,}$/.test(name) || STANDARD_NAMES.includes(name));
  });

  it('ends in _total if and only if it is a counter, in _info if and only if it is an info', () => {
    checkEach(all, ({ name, type }) => name.endsWith('_total') === (type === 'counter'));
    checkEach(all, ({ name, type }) => name.endsWith('_info') === (type === 'info'));
  });

  it('does not end as the series of a histogram do', () => {
    checkEach(all, ({ name }) => !/_(bucket|count|sum)$/.test(name));
  });

  it('has its unit as the last word before _total, and a family that names a unit has it', () => {
    checkEach(all, (family) => {
      const last =
        family.name
          .replace(/_total$/, '')
          .split('_')
          .at(-1) ?? '';
      return family.unit === undefined ? !BASE_UNITS.includes(last) : family.unit === last;
    });
  });

  it('uses base units only, in full', () => {
    checkEach(all, (family) =>
      words(family).every(
        (word) =>
          !WRONG_UNITS.includes(word) &&
          !ABBREVIATIONS.includes(word) &&
          !BASE_UNITS.some((unit) => PREFIXES.some((prefix) => word === prefix + unit)),
      ),
    );
  });

  it('has no word for its type and none for its labels', () => {
    checkEach(all, (family) => !words(family).some((word) => TYPE_WORDS.includes(word)));
    checkEach(all, ({ name, labels }) => !labels.some((label) => name.includes(`_by_${label}`)));
  });

  it('says receive and transmit, never rx, tx, in or out', () => {
    checkEach(all, (family) => !words(family).some((word) => ['rx', 'tx', 'in', 'out'].includes(word)));
  });

  it('calls a point in time a timestamp', () => {
    checkEach(
      all,
      ({ name }) => !/(time|date|since)_seconds$/.test(name) || /_(timestamp|uptime)_seconds$/.test(name),
    );
  });

  it('has no word for an average that the device has made', () => {
    checkEach(
      all,
      (family) => !words(family).some((word) => ['avg', 'average', 'rate', '1m', '5m', '15m'].includes(word)),
    );
  });
});

describe('every family', () => {
  it('is one of a kind', () => {
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  });

  it('is one of a kind in OpenMetrics too, which names it without the suffix of its samples', () => {
    assert.equal(new Set(all.map(({ name }) => name.replace(/_(total|info)$/, ''))).size, all.length);
  });

  it('has a help of one sentence that ends with a full stop', () => {
    checkEach(all, ({ help }) => /^[A-Z0-9].*[^.]\.$/.test(help) && !/[\n"\\]/.test(help));
  });

  it('names its RouterOS path in the help if a device is asked for it', () => {
    checkEach(ofDevices, ({ help }) =>
      /\(\/[a-z0-9/-]+(, \/[a-z0-9/-]+)*( stats)?(: [^()]+)?\)\.$/.test(help),
    );
  });

  it('has labels that nobody else uses, in small letters', () => {
    checkEach(ofDevices, ({ labels }) =>
      labels.every((label) => /^[a-z][a-z0-9_]*$/.test(label) && !label.startsWith('__')),
    );
    checkEach(ofDevices, ({ labels }) => !labels.some((label) => FORBIDDEN_LABELS.includes(label)));
    checkEach(all, ({ labels }) => new Set(labels).size === labels.length && !labels.includes('state'));
  });

  it('has labels that tell rows apart; facts that describe a row are on its info family', () => {
    checkEach(
      ofDevices,
      ({ type, labels }) => type === 'info' || labels.every((label) => IDENTITY_LABELS.includes(label)),
    );
  });

  it('is a gauge without a unit if it is of states, and knows more than one', () => {
    checkEach(
      all,
      ({ states, type, unit }) =>
        states === undefined || (type === 'gauge' && unit === undefined && states.length > 1),
    );
    checkEach(all, ({ states = [] }) => new Set(states).size === states.length && !states.includes('other'));
  });
});
