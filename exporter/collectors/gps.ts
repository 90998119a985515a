import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { parseCoordinate } from '../routeros/values.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';

const families = {
  valid: {
    name: 'mikrotik_gps_valid',
    type: 'gauge',
    help: '1 if the receiver knows where it is; the families about place and motion are absent without that (/system/gps/monitor: valid).',
    labels: [],
  },
  satellites: {
    name: 'mikrotik_gps_satellites',
    type: 'gauge',
    help: 'Satellites that the receiver uses (/system/gps/monitor: satellites).',
    labels: [],
  },
  fixQuality: {
    name: 'mikrotik_gps_fix_quality',
    type: 'gauge',
    help: 'How the position was found, as NMEA 0183 numbers it: 0 not at all, 1 GPS, 2 differential GPS (/system/gps/monitor: fix-quality).',
    labels: [],
  },
  dilution: {
    name: 'mikrotik_gps_horizontal_dilution',
    type: 'gauge',
    help: 'Horizontal dilution of precision: the smaller the better (/system/gps/monitor: horizontal-dilution).',
    labels: [],
  },
  age: {
    name: 'mikrotik_gps_data_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the receiver was last heard; RouterOS 7 only (/system/gps/monitor: data-age).',
    labels: [],
  },
  latitude: {
    name: 'mikrotik_gps_latitude_degrees',
    type: 'gauge',
    unit: 'degrees',
    help: 'Latitude, negative south of the equator (/system/gps/monitor: latitude).',
    labels: [],
  },
  longitude: {
    name: 'mikrotik_gps_longitude_degrees',
    type: 'gauge',
    unit: 'degrees',
    help: 'Longitude, negative west of Greenwich (/system/gps/monitor: longitude).',
    labels: [],
  },
  altitude: {
    name: 'mikrotik_gps_altitude_meters',
    type: 'gauge',
    unit: 'meters',
    help: 'Height above the sea (/system/gps/monitor: altitude).',
    labels: [],
  },
  speed: {
    name: 'mikrotik_gps_speed_meters',
    type: 'gauge',
    unit: 'meters',
    help: 'Speed over the ground in meters per second (/system/gps/monitor: speed).',
    labels: [],
  },
  bearing: {
    name: 'mikrotik_gps_bearing_degrees',
    type: 'gauge',
    unit: 'degrees',
    help: 'Direction of the motion, clockwise from true north (/system/gps/monitor: true-bearing).',
    labels: [],
  },
} as const satisfies FamilyTable;

const POSITION = [
  'valid',
  'satellites',
  'fix-quality',
  'horizontal-dilution',
  'data-age',
  'latitude',
  'longitude',
  'altitude',
  'speed',
  'true-bearing',
] as const;

/** `/system/gps/monitor`: where the device is. Not in `default`. */
export const gpsCollector: Collector = {
  name: 'gps',
  summary: 'Position, speed and satellites of the GPS receiver.',
  modules: ['location'],
  families,
  menus: [{ command: '/system/gps/monitor', cost: 'monitor', versions: '6 and 7; with the package gps' }],
  async collect(device, emit) {
    await device.once('/system/gps/monitor', [], POSITION, (row) => {
      const valid = row.flag('valid');
      emit(families.valid, NO_LABELS, valid);
      emit(families.satellites, NO_LABELS, row.number('satellites'));
      emit(families.fixQuality, NO_LABELS, row.number('fix-quality'));
      emit(families.dilution, NO_LABELS, row.number('horizontal-dilution'));
      emit(families.age, NO_LABELS, row.duration('data-age'));
      if (!valid) return;
      emit(families.latitude, NO_LABELS, row.parsed('latitude', parseCoordinate));
      emit(families.longitude, NO_LABELS, row.parsed('longitude', parseCoordinate));
      emit(families.altitude, NO_LABELS, row.number('altitude'));
      // Both come with words behind them: `12.5 km/h`, `278.1 deg. True`.
      emit(families.speed, NO_LABELS, divided(row.leadingNumber('speed'), 3.6));
      emit(families.bearing, NO_LABELS, row.leadingNumber('true-bearing'));
    });
  },
};
