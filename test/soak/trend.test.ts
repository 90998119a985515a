import assert from 'node:assert/strict';
import { it } from 'node:test';
import { trendOf } from './trend.ts';

const noisy = (slope: number) =>
  Array.from({ length: 30 }, (_, x) => ({ x, y: 100 + slope * x + (x % 2 === 0 ? 3 : -3) }));

it('a straight line has its slope, and no doubt about it', () => {
  const { slope, uncertainty } = trendOf([1, 2, 3, 4].map((x) => ({ x, y: 5 - 2 * x })));
  assert.ok(Math.abs(slope + 2) < 1e-9 && uncertainty < 1e-9, `${slope} ± ${uncertainty}`);
});

it('noise around a level may have no slope, noise around a rise surely has', () => {
  const level = trendOf(noisy(0));
  assert.ok(Math.abs(level.slope) < level.uncertainty, `${level.slope} ± ${level.uncertainty}`);
  const rise = trendOf(noisy(0.5));
  assert.ok(rise.slope - rise.uncertainty > 0, `${rise.slope} ± ${rise.uncertainty}`);
});

it('the uncertainty is the 95 % confidence interval of the textbook', () => {
  // Anscombe's first quartet: slope 0.5001, standard error 0.1179, nine degrees of freedom (t = 2.262).
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const { slope, uncertainty } = trendOf(x.map((each, index) => ({ x: each, y: y[index] ?? NaN })));
  assert.equal(slope.toFixed(4), '0.5001');
  assert.equal(uncertainty.toFixed(3), (0.1179 * 2.26).toFixed(3));
});
