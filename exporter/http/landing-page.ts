import { type RequestHandler } from 'express';
import { type Config } from '../config/config.ts';

const MAX_LISTED_DEVICES = 500;

/** GET /: what runs here, where its pages are, and a form for a probe by hand. */
export function landingPage(version: string, config: () => Config): RequestHandler {
  return (_request, response) => {
    response.type('html').send(page(version, config()));
  };
}

function page(version: string, { devices, modules }: Config): string {
  const names = [...devices.keys()].slice(0, MAX_LISTED_DEVICES);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tikscope</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
  header { background: #e6522c; color: #fff; padding: 0.7rem 1.5rem; display: flex; gap: 1rem; align-items: baseline; }
  header h1 { font-size: 1.25rem; margin: 0; }
  main { max-width: 46rem; margin: 1.5rem auto; padding: 0 1.5rem; }
  h2 { font-size: 1.05rem; margin: 1.8rem 0 0.5rem; }
  form { display: grid; grid-template-columns: 6rem 1fr; gap: 0.6rem 1rem; align-items: center; }
  input, select, button { font: inherit; padding: 0.35rem 0.5rem; }
  .choice { grid-column: 2; }
  button { grid-column: 2; justify-self: start; background: #e6522c; color: #fff; border: 0; border-radius: 4px; padding: 0.45rem 1.1rem; cursor: pointer; }
  dl { display: grid; grid-template-columns: 8rem 1fr; gap: 0.3rem 1rem; margin: 0; }
  dd { margin: 0; }
  code { font-size: 0.95em; }
</style>
</head>
<body>
<header><h1>Tikscope</h1><span>RouterOS monitoring, version ${escapeHtml(version)}</span></header>
<main>
<p>${devices.size} device${devices.size === 1 ? '' : 's'} configured.</p>
<h2>Probe a device</h2>
<form action="probe" method="get">
  <label for="target">Target</label>
  <input id="target" name="target" list="devices" required placeholder="device name" autocomplete="off">
  <datalist id="devices">${names.map((name) => `<option value="${escapeHtml(name)}">`).join('')}</datalist>
  <label for="module">Module</label>
  <select id="module" name="module">${[...modules.keys()].map(option).join('')}</select>
  <label class="choice"><input type="checkbox" name="debug" value="true"> explain the probe</label>
  <button type="submit">Probe</button>
</form>
<h2>Pages</h2>
<dl>
  <dt><a href="metrics">/metrics</a></dt><dd>the exporter about itself</dd>
  <dt><a href="sd">/sd</a></dt><dd>targets for Prometheus’ HTTP service discovery</dd>
  <dt><a href="config">/config</a></dt><dd>the configuration in force (needs <code>--web.enable-lifecycle</code>)</dd>
  <dt><a href="-/healthy">/-/healthy</a></dt><dd>the process lives</dd>
  <dt><a href="-/ready">/-/ready</a></dt><dd>it takes probes</dd>
</dl>
</main>
</body>
</html>
`;
}

function option(name: string): string {
  const text = escapeHtml(name);
  return `<option value="${text}"${name === 'default' ? ' selected' : ''}>${text}</option>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
