import type { GridPos } from './drawing.ts';

/** Pixels, all of them. */
export const PAGE_WIDTH = 1600;
export const HEADER_HEIGHT = 56;
const COLUMNS = 24;
const ROW_HEIGHT = 30;
const GAP = 8;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where Grafana puts a panel on a page of PAGE_WIDTH, below the header. */
export function boxOf({ x, y, w, h }: GridPos): Box {
  const column = (PAGE_WIDTH - GAP) / COLUMNS;
  return {
    left: GAP + x * column,
    top: HEADER_HEIGHT + y * (ROW_HEIGHT + GAP),
    width: w * column - GAP,
    height: h * (ROW_HEIGHT + GAP) - GAP,
  };
}

export function pageHeight(panels: readonly { readonly gridPos: GridPos }[]): number {
  const bottoms = panels.map(({ gridPos }) => {
    const { top, height } = boxOf(gridPos);
    return top + height;
  });
  return Math.max(HEADER_HEIGHT, ...bottoms) + GAP;
}
