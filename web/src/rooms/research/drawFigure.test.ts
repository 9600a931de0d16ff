import { expect, test } from 'vitest';
import type { StudyCurve, StudyFigure } from '../../wire/types';
import { along, captionOf, isDrawdown, isSquare, looksOf, panelsOf, shownOf } from './drawFigure';

const curve = (name: string, values: readonly number[], change: Partial<StudyCurve> = {}): StudyCurve => ({
  name,
  reference: false,
  points: values.map((y, x) => ({ x, y, low: y, high: y })),
  ...change,
});
const figure = (curves: StudyCurve[], change: Partial<StudyFigure> = {}): StudyFigure => ({
  title: 'Equity',
  x_label: 'session',
  y_label: 'per cent',
  stepped: false,
  curves,
  ...change,
});

test('in steps a value holds until the next point', () => {
  const { points } = curve('call walls', [1, 0.5, 0.25]);
  expect(along(points, 'y', true)).toEqual([
    [0, 1],
    [1, 1],
    [1, 0.5],
    [2, 0.5],
    [2, 0.25],
  ]);
  expect(along(points, 'y', false)).toEqual([
    [0, 1],
    [1, 0.5],
    [2, 0.25],
  ]);
});

test('a survival curve shows all of the share, whatever is left', () => {
  const survival = figure([curve('call walls', [1, 0.9, 0.8])], { stepped: true });
  expect(shownOf(survival, survival.curves)).toEqual({ x: [0, 2], y: [0, 1] });
  expect(isSquare(survival)).toBe(false);
});

test('shares along both axes are drawn as a square of all of both', () => {
  const points = [0.1, 0.5, 0.9].map((x) => ({ x, y: x, low: x - 0.1, high: x + 0.1 }));
  const reliability = figure([curve('boosting', [], { points })]);
  expect(isSquare(reliability)).toBe(true);
  expect(shownOf(reliability, reliability.curves)).toEqual({ x: [0, 1], y: [0, 1] });
  for (const width of [320, 1200]) {
    const { upper } = panelsOf(reliability, width);
    expect(upper.bottom - upper.top).toBeCloseTo(upper.right - upper.left, 9);
    expect(upper.right).toBeLessThan(width);
  }
});

test('a drawdown has a panel of its own below, on the same sessions', () => {
  const equity = figure([curve('the rule', [0, 2, -1]), curve('drawdown', [0, 0, -3])]);
  const { upper, lower, height } = panelsOf(equity, 800);
  expect(lower?.top).toBeGreaterThan(upper.bottom);
  expect(lower?.x(1)).toBe(upper.x(1));
  expect(upper.y.invert(upper.bottom)).toBeCloseTo(-1.18, 9); // what lies below is not of its scale
  expect(lower?.y.invert(lower.bottom)).toBeCloseTo(-3.18, 9);
  expect(height).toBeGreaterThan(lower?.bottom ?? Number.POSITIVE_INFINITY);
  expect(panelsOf(figure([curve('the rule', [0, 2])]), 800).lower).toBeNull();
});

test('intervals have their place on the scale; one value alone has room around it', () => {
  const wide = curve('the rule', [], { points: [{ x: 0, y: 0.5, low: -4, high: 6 }] });
  const { x, y } = shownOf(figure([wide]), [wide]);
  expect(x).toEqual([-1, 1]);
  expect(y[0]).toBeLessThan(-4);
  expect(y[1]).toBeGreaterThan(6);
  const none = curve('nothing', []);
  expect(shownOf(figure([none]), [none])).toEqual({ x: [0, 1], y: [-0.06, 1.06] });
});

test('what no effect would draw is dashed, and no two curves look alike', () => {
  const many = figure([
    curve('a walk', [1], { reference: true }),
    ...['a', 'b', 'c', 'd', 'e'].map((name) => curve(name, [1])),
  ]);
  const [walk, ...others] = looksOf(many);
  expect(walk).toMatchObject({ colour: 'text-soft', dash: [5, 4] });
  expect(new Set(others.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(5);
  expect(isDrawdown(curve('drawdown', []))).toBe(true);
});

test('the caption tells of what there is', () => {
  expect(captionOf(figure([curve('the rule', [1, 2])]))).toBe('');
  expect(captionOf(figure([curve('a walk', [1], { reference: true })]))).toBe('Dashed grey: what to compare it with.');
  const uncertain = curve('the rule', [], { points: [{ x: 0, y: 1, low: 0, high: 2 }] });
  expect(captionOf(figure([uncertain]))).toContain('its interval');
});
