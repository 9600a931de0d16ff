import { expect, test } from 'vitest';
import { slotAt, slotsOf } from '../draw/field';
import { appended, columnOf, fieldOf, zerosOf } from './field';

const minute = 60_000;
const field = fieldOf(
  {
    prices: [100, 101, 102],
    times: ['2026-11-20T14:31:00Z', '2026-11-20T14:32:00Z', '2026-11-20T14:35:00Z'],
    spots: [101, 101.5, 101],
    net_gex_usd_per_1pct: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-3, 0, null],
    ],
  },
  minute,
);
const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
const column = (time: string) => columnOf(field, at(time), 101, Float64Array.of(99, 101.5), Float64Array.of(0, 5));

test('what is null is not known, and not zero', () => expect([...(field.columns[2]?.net ?? [])]).toEqual([-3, 0, NaN]));

test('a profile becomes a column at the field’s prices, unknown beyond its ends', () => {
  expect([...column('14:36:00').net]).toEqual([2, 4, NaN]);
});

test('a column of a new step is put behind, one of the same step renews it, an older one changes nothing', () => {
  const more = appended(field, column('14:36:10'));
  expect(more.columns).toHaveLength(4);
  const renewed = appended(more, column('14:36:40'));
  expect(renewed.columns).toHaveLength(4);
  expect(renewed.columns[3]?.at).toBe(at('14:36:40'));
  expect(appended(renewed, column('14:36:20'))).toBe(renewed);
  expect(renewed.columns[0]).toBe(field.columns[0]);
});

test('columns have their place in time: gaps stay gaps, and the rest of the session has room', () => {
  const slots = slotsOf(field, at('14:41:00'));
  expect(slots.count).toBe(10);
  expect(field.columns.map((each) => slotAt(field, slots, each.at))).toEqual([0, 1, 4]);
});

test('a day recorded every twenty minutes has columns of twenty minutes', () => {
  const times = ['14:50:00', '15:10:00', '15:30:00', '16:10:00'].map((time) => `2026-11-19T${time}Z`);
  const wire = { prices: [100], times, spots: [1, 1, 1, 1], net_gex_usd_per_1pct: [[1], [1], [1], [1]] };
  expect(fieldOf(wire, minute).step).toBe(20 * minute);
  expect(fieldOf({ ...wire, times: times.slice(0, 1) }, minute).step).toBe(minute);
});

test('zeros lie where the sign changes', () => {
  expect(zerosOf(Float64Array.of(1, 2, 4), Float64Array.of(-1, 1, -1))).toEqual([1.5, 3]);
  expect(zerosOf(Float64Array.of(1, 2, 3), Float64Array.of(1, NaN, -1))).toEqual([]);
});
