/** One dashboard and the answers to its queries: all that the page needs. Crosses to the browser as JSON. */
export interface Drawing {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly variables: readonly DrawnVariable[];
  readonly panels: readonly DrawnPanel[];
}

export interface DrawnVariable {
  readonly label: string;
  readonly value: string;
}

export interface DrawnPanel {
  readonly panel: PanelModel;
  readonly answers: readonly Answer[];
  /** Why there is nothing to draw; drawn in place of the panel. */
  readonly instead?: Notice;
}

export interface Notice {
  readonly kind: 'problem' | 'excluded';
  readonly text: string;
}

/** A panel as it stands in Grafana's JSON, variables filled in. */
export interface PanelModel {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  /** In Grafana's grid: 24 columns, rows of 30 px and gaps of 8. */
  readonly gridPos: GridPos;
  readonly transparent: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fieldConfig: Readonly<Record<string, unknown>>;
  readonly transformations: readonly unknown[];
}

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What Prometheus said to one query of a panel. */
export interface Answer {
  readonly refId: string;
  readonly legend: string;
  readonly format: 'time_series' | 'table';
  /** Milliseconds between two points of a range query; an instant one has none. */
  readonly step?: number;
  readonly series: readonly Series[];
}

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly times: readonly number[];
  /** As Prometheus writes them: JSON knows neither NaN nor infinity. */
  readonly values: readonly string[];
}

/** What the page tells when it has drawn everything. */
export interface Report {
  readonly problems: readonly string[];
}
