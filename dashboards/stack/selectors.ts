import { UNIT } from '../lib/units.ts';
import { type ValueStyle } from '../lib/values.ts';

export const ofExporter = (metric: string): string => `${metric}{job="tikscope"}`;

export const ofPrometheus = (metric: string): string => `${metric}{job="prometheus"}`;

export const ofAlertmanager = (metric: string): string => `${metric}{job="alertmanager"}`;

export const ofCollector = (metric: string): string => `${metric}{job="otel-collector"}`;

export const perSecond = (counter: string): string => `rate(${counter}[$__rate_interval])`;

export const BYTES: ValueStyle = { unit: UNIT.bytes, min: 0 };

export const SECONDS: ValueStyle = { unit: UNIT.seconds, min: 0 };
