/** A panel in Grafana's JSON; `fields` are added to it or override what it has. */
export function samplePanel(title: string, fields: Readonly<Record<string, unknown>>): object {
  return { type: 'stat', title, gridPos: { x: 0, y: 0, w: 12, h: 6 }, ...fields };
}

export function sampleTarget(expr: string, fields: Readonly<Record<string, unknown>> = {}): object {
  return { refId: 'A', expr, instant: true, ...fields };
}

/** A dashboard in Grafana's JSON, with a variable for one instance. */
export function sampleDashboard(panels: readonly object[]): object {
  const list = [
    { type: 'datasource', name: 'datasource', label: 'Data source' },
    {
      type: 'query',
      name: 'instance',
      label: 'Device',
      query: 'label_values(up, instance)',
      includeAll: false,
    },
  ];
  return { uid: 'sample', title: 'Sample', templating: { list }, panels };
}
