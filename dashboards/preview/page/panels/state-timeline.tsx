import {
  FieldColorModeId,
  FieldType,
  dateTimeFormat,
  formattedValueToString,
  getFieldDisplayName,
  type DataFrame,
  type DisplayValue,
  type TimeRange,
} from '@grafana/data';
import { VisibilityMode } from '@grafana/schema';
import type { CSSProperties } from 'react';
import type { PanelKind } from './panel-kind.ts';

const AXIS_HEIGHT = 24;
const LABEL_WIDTH = 120;
const TICKS = 6;

interface Lane {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** A time in which the state did not change; milliseconds since the epoch. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: DisplayValue;
}

/** Grafana keeps its own state timeline to itself, so this is one in its manner. */
export const stateTimeline: PanelKind = {
  defaults: { color: FieldColorModeId.Thresholds },
  draw: ({ panel, frames, timeRange, width, height, theme }) => {
    const { rowHeight = 0.9, showValue = VisibilityMode.Auto } = panel.options as {
      rowHeight?: number;
      showValue?: VisibilityMode;
    };
    const lanes = frames.flatMap((frame) => lanesOf(frame, frames));
    const laneHeight = (height - AXIS_HEIGHT) / Math.max(1, lanes.length);
    const chartWidth = width - LABEL_WIDTH;
    const x = scale(timeRange, chartWidth);
    const label: CSSProperties = { position: 'absolute', ...theme.typography.bodySmall };
    const ellipsis: CSSProperties = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
    return (
      <div style={{ position: 'relative', width, height }}>
        {lanes.map(({ name, spans }, index) => (
          <div key={name}>
            <div
              style={{
                ...label,
                ...ellipsis,
                top: index * laneHeight,
                lineHeight: `${laneHeight}px`,
                width: LABEL_WIDTH - 8,
                textAlign: 'right',
              }}
            >
              {name}
            </div>
            {spans.map(({ from, to, state }) => (
              <div
                key={from}
                style={{
                  ...label,
                  ...ellipsis,
                  left: LABEL_WIDTH + x(from),
                  top: (index + (1 - rowHeight) / 2) * laneHeight,
                  width: x(to) - x(from),
                  height: rowHeight * laneHeight,
                  lineHeight: `${rowHeight * laneHeight}px`,
                  background: state.color,
                  color: theme.colors.getContrastText(state.color ?? theme.colors.background.primary),
                  textAlign: 'center',
                }}
              >
                {showValue !== VisibilityMode.Never && formattedValueToString(state)}
              </div>
            ))}
          </div>
        ))}
        {ticks(timeRange).map((time) => (
          <div
            key={time}
            style={{
              ...label,
              bottom: 0,
              left: LABEL_WIDTH + x(time),
              transform: 'translateX(-50%)',
              color: theme.colors.text.secondary,
            }}
          >
            {dateTimeFormat(time, { format: 'HH:mm:ss', timeZone: 'utc' })}
          </div>
        ))}
      </div>
    );
  },
};

/** One lane a field of numbers; a sample holds until the next, over a gap only as long as a step. */
function lanesOf(frame: DataFrame, frames: DataFrame[]): Lane[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  if (time === undefined) throw new Error('a state timeline needs values over time');
  const step = time.config.interval ?? 0;
  return frame.fields
    .filter(({ type }) => type === FieldType.number)
    .map((field) => {
      const spans: Span[] = [];
      for (const [index, value] of field.values.entries()) {
        const from = Number(time.values[index]);
        const state = field.display?.(value) ?? { text: String(value), numeric: Number(value) };
        const last = spans.at(-1);
        if (last !== undefined && last.to >= from && last.state.text === state.text) {
          spans[spans.length - 1] = { ...last, to: from + step };
        } else {
          spans.push({ from, to: from + step, state });
        }
      }
      return { name: getFieldDisplayName(field, frame, frames), spans };
    });
}

function scale({ from, to }: TimeRange, width: number): (time: number) => number {
  const [start, end] = [from.valueOf(), to.valueOf()];
  return (time) => ((Math.min(Math.max(time, start), end) - start) / (end - start)) * width;
}

function ticks({ from, to }: TimeRange): number[] {
  const length = to.valueOf() - from.valueOf();
  return Array.from({ length: TICKS }, (_, index) => from.valueOf() + ((index + 0.5) / TICKS) * length);
}
