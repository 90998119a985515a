import {
  DashboardLinkBuilder,
  DashboardLinkType,
  type DashboardLink,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DEVICE_UID, STACK_UID, TAG } from './uids.ts';

/** A link from a value. */
export interface Link {
  readonly title: string;
  readonly url: string;
}

const KEPT = '${__url_time_range}&${datasource:queryparam}';
const DEVICE_PAGE = `/d/${DEVICE_UID}?${KEPT}&\${tenant:queryparam}&\${site:queryparam}`;

/** From a table row with the column "Device" to the device. */
export const ROW_TO_DEVICE: Link = {
  title: 'Device',
  url: `${DEVICE_PAGE}&var-instance=\${__data.fields.Device:percentencode}`,
};

/** From a series with the label `instance` to the device. */
export const SERIES_TO_DEVICE: Link = {
  title: 'Device',
  url: `${DEVICE_PAGE}&var-instance=\${__field.labels.instance:percentencode}`,
};

/** From a table row with the column "Interface" to the same page, with this interface alone. */
export const ROW_TO_INTERFACE: Link = {
  title: 'This interface alone',
  url: `${DEVICE_PAGE}&\${instance:queryparam}&var-interface=\${__data.fields.Interface:percentencode}`,
};

export const TO_STACK: Link = { title: 'Stack health', url: `/d/${STACK_UID}?${KEPT}` };

export function dataLinks(links: readonly Link[] = []): DashboardLinkBuilder[] {
  return links.map(({ title, url }) => new DashboardLinkBuilder(title).url(url));
}

/** The same as a property of a table column. */
export const columnLinks = (link: Link): readonly Partial<DashboardLink>[] => [
  { title: link.title, url: link.url },
];

/** At the top of each dashboard: all dashboards of Tikscope, with the time and the variables of this one. */
export function siblings(): DashboardLinkBuilder {
  return new DashboardLinkBuilder('Tikscope')
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .includeVars(true)
    .keepTime(true);
}
