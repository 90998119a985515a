/** Numbers of samples more than these have a Student's t of about 2 for 95 %. */
const STUDENT_T = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];
const STUDENT_T_OF_MANY = 2.1;

export interface Trend {
  /** What y grows by for each x. */
  readonly slope: number;
  /** The slope is this much more or less, with a confidence of 95 %. */
  readonly uncertainty: number;
}

/** The least-squares line through at least three points. */
export function trendOf(points: readonly { readonly x: number; readonly y: number }[]): Trend {
  const count = points.length;
  const meanX = sum(points.map(({ x }) => x)) / count;
  const meanY = sum(points.map(({ y }) => y)) / count;
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const unexplained = sum(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const freedom = count - 2;
  const error = Math.sqrt(unexplained / freedom / spread);
  return { slope, uncertainty: error * (STUDENT_T[freedom - 1] ?? STUDENT_T_OF_MANY) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
