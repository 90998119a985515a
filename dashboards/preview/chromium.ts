import path from 'node:path';
import { findProgram } from '../../test/stack/packages.ts';
import { run } from '../../test/stack/run.ts';
import { TemporaryFolder } from '../../test/stack/temporary-folder.ts';

const NAMES = ['chromium', 'chromium-headless-shell', 'google-chrome', 'chrome'];
const TIMEOUT = 120_000;

/** Nothing that a picture of a page on this machine needs, and nothing that talks to the world. */
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--hide-scrollbars',
];

export interface Picture {
  readonly url: string;
  /** The PNG to write. */
  readonly file: string;
  /** Of the page, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for each of the page. */
  readonly scale: number;
}

/** The browser's absolute path, or undefined if there is none on PATH. */
export async function findChromium(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return await findProgram(NAMES, folders);
}

/** Takes a picture of a page when it has loaded. @throws Error with the browser's last words */
export async function takePicture(chromium: string, picture: Picture): Promise<void> {
  const profile = await TemporaryFolder.create();
  try {
    const { code, output } = await run(
      chromium,
      [
        ...FLAGS,
        // Root has no sandbox to start.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${profile.path}`,
        `--window-size=${picture.width},${picture.height}`,
        `--force-device-scale-factor=${picture.scale}`,
        `--screenshot=${picture.file}`,
        picture.url,
      ],
      { timeout: TIMEOUT },
    );
    if (code !== 0) throw new Error(`${chromium} took no picture:\n${output.slice(-2000)}`);
  } finally {
    await profile.remove();
  }
}
