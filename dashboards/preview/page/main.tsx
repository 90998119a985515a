import '@fontsource-variable/inter/wght.css';
import { createTheme } from '@grafana/data';
import { createRoot } from 'react-dom/client';
import type { Drawing, Report } from '../drawing.ts';
import { Dashboard } from './dashboard.tsx';
import { layoutFaults } from './layout-faults.ts';
import { preparePanel } from './prepare-panel.ts';
import { settled } from './settled.ts';

const FONT = "'Inter Variable'";

const problems: string[] = [];
try {
  await draw();
} catch (error) {
  problems.push(`the page: ${String(error)}`);
}
const report: Report = { problems };
await fetch('/report', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(report),
});

async function draw(): Promise<void> {
  const drawing = (await (await fetch('/drawing.json')).json()) as Drawing;
  const theme = createTheme({
    colors: { mode: 'dark' },
    typography: { fontFamily: `${FONT}, sans-serif` },
  });
  // Texts on a canvas do not wait for their font.
  await Promise.all([400, 500].map((weight) => document.fonts.load(`${weight} 14px ${FONT}`)));
  const panels = await Promise.all(drawing.panels.map((drawn) => preparePanel(drawn, theme)));
  for (const { panel, notice } of panels) {
    if (notice?.kind === 'problem') problems.push(`${panel.title}: ${notice.text}`);
  }
  const container = document.getElementById('root');
  if (container === null) throw new Error('no element to draw into');
  createRoot(container).render(
    <Dashboard
      drawing={drawing}
      panels={panels}
      theme={theme}
      onFailure={(title, text) => problems.push(`${title}: ${text}`)}
    />,
  );
  await settled();
  problems.push(...layoutFaults(container));
}
