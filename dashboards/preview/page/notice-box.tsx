import { useTheme2 } from '@grafana/ui';
import type { ReactElement } from 'react';
import type { Notice } from '../drawing.ts';

/** Stands where a panel could not be drawn: red if that is a problem. */
export function NoticeBox({ notice: { kind, text } }: { notice: Notice }): ReactElement {
  const theme = useTheme2();
  const colour = kind === 'problem' ? theme.colors.error : theme.colors.secondary;
  return (
    <div
      style={{
        background: colour.transparent,
        border: `2px solid ${colour.border}`,
        color: kind === 'problem' ? colour.text : theme.colors.text.secondary,
        height: '100%',
        overflow: 'hidden',
        padding: theme.spacing(1),
      }}
    >
      {text}
    </div>
  );
}
