/** Pixels that scrolling may bring to light: roundings, at scales other than 1. */
const SLACK = 4;

/** Panels of which a part can be seen only by scrolling, the lower rows of a table apart. */
export function layoutFaults(page: HTMLElement): string[] {
  return [...page.querySelectorAll<HTMLElement>('[data-panel]')].flatMap((panel) => {
    const fault = [...panel.querySelectorAll<HTMLElement>('*')].map(faultOf).find((found) => found !== '');
    return fault === undefined ? [] : [`${panel.dataset['panel'] ?? ''}: ${fault}`];
  });
}

function faultOf(element: HTMLElement): string {
  const { overflowX, overflowY } = getComputedStyle(element);
  if (scrolls(overflowX) && element.scrollWidth > element.clientWidth + SLACK) {
    return `its content is ${element.scrollWidth} px wide, the panel ${element.clientWidth} px`;
  }
  if (!scrolls(overflowY) || element.scrollHeight <= element.clientHeight + SLACK) return '';
  if (element.role === 'grid') return hasWholeRow(element) ? '' : 'not even one row of its table fits';
  return `its content is ${element.scrollHeight} px high, the panel has ${element.clientHeight} px for it`;
}

function scrolls(overflow: string): boolean {
  return overflow === 'auto' || overflow === 'scroll';
}

function hasWholeRow(grid: HTMLElement): boolean {
  const [, row] = grid.querySelectorAll('[role=row]');
  return row !== undefined && row.getBoundingClientRect().bottom <= grid.getBoundingClientRect().bottom;
}
