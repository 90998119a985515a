import { dateTime, ThemeContext, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { GlobalStyles, Icon, PanelChrome } from '@grafana/ui';
import type { CSSProperties, ReactElement } from 'react';
import type { Drawing } from '../drawing.ts';
import { HEADER_HEIGHT, boxOf } from '../grid.ts';
import { FailureBoundary } from './failure-boundary.tsx';
import { NoticeBox } from './notice-box.tsx';
import type { PreparedPanel } from './prepare-panel.ts';

interface Props {
  readonly drawing: Drawing;
  readonly panels: readonly PreparedPanel[];
  readonly theme: GrafanaTheme2;
  /** A panel could not be drawn. */
  readonly onFailure: (title: string, text: string) => void;
}

/** A dashboard as Grafana lays it out, all rows open. */
export function Dashboard({ drawing, panels, theme, onFailure }: Props): ReactElement {
  const [from, to] = [dateTime(drawing.from), dateTime(drawing.to)];
  const timeRange: TimeRange = { from, to, raw: { from, to } };
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Header drawing={drawing} theme={theme} />
      {panels.map((prepared, index) => (
        <div
          key={index}
          data-panel={prepared.panel.title}
          style={{ position: 'absolute', ...boxOf(prepared.panel.gridPos) }}
        >
          {prepared.panel.type === 'row' ? (
            <Row title={prepared.panel.title} />
          ) : (
            <Panel prepared={prepared} timeRange={timeRange} theme={theme} onFailure={onFailure} />
          )}
        </div>
      ))}
    </ThemeContext.Provider>
  );
}

function Header({ drawing, theme }: { drawing: Drawing; theme: GrafanaTheme2 }): ReactElement {
  const style: CSSProperties = {
    alignItems: 'center',
    display: 'flex',
    gap: theme.spacing(2),
    height: HEADER_HEIGHT,
    padding: theme.spacing(0, 2),
  };
  const chip: CSSProperties = {
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0.5, 1),
  };
  const range = [drawing.from, drawing.to].map((time) => new Date(time).toISOString().slice(11, 19));
  return (
    <header style={style}>
      <h1 style={{ ...theme.typography.h3, margin: 0 }}>{drawing.title}</h1>
      {drawing.variables.map(({ label, value }) => (
        <span key={label} style={chip}>
          <span style={{ color: theme.colors.text.secondary }}>{label}</span> {value}
        </span>
      ))}
      <span style={{ ...chip, marginLeft: 'auto' }}>
        <Icon name="clock-nine" /> {range.join(' to ')} UTC
      </span>
    </header>
  );
}

function Row({ title }: { title: string }): ReactElement {
  return (
    <h2 style={{ alignItems: 'center', display: 'flex', fontSize: 16, gap: 4, height: '100%', margin: 0 }}>
      <Icon name="angle-down" /> {title}
    </h2>
  );
}

function Panel({
  prepared: { panel, notice, content },
  timeRange,
  theme,
  onFailure,
}: {
  prepared: PreparedPanel;
  timeRange: TimeRange;
  theme: GrafanaTheme2;
  onFailure: Props['onFailure'];
}): ReactElement {
  const { width, height } = boxOf(panel.gridPos);
  return (
    <PanelChrome
      title={panel.title}
      description={panel.description}
      displayMode={panel.transparent ? 'transparent' : 'default'}
      width={width}
      height={height}
    >
      {(innerWidth, innerHeight) =>
        content === undefined ? (
          notice && <NoticeBox notice={notice} />
        ) : (
          <FailureBoundary onFailure={(text) => onFailure(panel.title, text)}>
            <content.kind.draw
              panel={panel}
              frames={content.frames}
              fieldConfig={content.fieldConfig}
              timeRange={timeRange}
              theme={theme}
              width={innerWidth}
              height={innerHeight}
            />
          </FailureBoundary>
        )
      }
    </PanelChrome>
  );
}
