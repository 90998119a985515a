import { stat } from 'node:fs/promises';
import { takePicture } from './chromium.ts';
import { type Drawing } from './drawing.ts';
import { PAGE_WIDTH, pageHeight } from './grid.ts';
import { PageServer } from './page-server.ts';

/** For a picture in the documentation, in bytes. */
const DOCS_LIMIT = 350_000;
/** Pixels of a picture for each of the page. */
const SCALES = [1, 0.85, 0.7, 0.6, 0.5];

export interface PictureOptions {
  readonly chromium: string;
  /** The folder that the page was built into. */
  readonly bundle: string;
  /** The PNG to write. */
  readonly file: string;
  /** Whether it has to be small enough for the documentation. */
  readonly docs: boolean;
}

/** Draws a dashboard to a PNG. @returns the panels that could not be drawn, each with the reason */
export async function drawPicture(drawing: Drawing, options: PictureOptions): Promise<readonly string[]> {
  const limit = options.docs ? DOCS_LIMIT : Infinity;
  for (const scale of SCALES) {
    const problems = await drawOnce(drawing, options, scale);
    const { size } = await stat(options.file);
    if (size <= limit) return problems;
  }
  throw new Error(`${options.file}: over ${limit} bytes even at scale ${SCALES.at(-1) ?? 1}`);
}

async function drawOnce(
  drawing: Drawing,
  { chromium, bundle, file }: PictureOptions,
  scale: number,
): Promise<readonly string[]> {
  const page = await PageServer.start(drawing, bundle);
  try {
    const height = pageHeight(drawing.panels.map(({ panel }) => panel));
    await takePicture(chromium, { url: page.url, file, width: PAGE_WIDTH, height, scale });
    const { problems } = await page.report;
    return problems;
  } finally {
    await page.stop();
  }
}
