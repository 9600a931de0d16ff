import { expect, test } from 'vitest';
import { bytesOf, platformOf, platforms, questionOf } from './platforms';

const es = { to: 'ES', toPrice: '5012.25', by: '', instrument: '' };

test('each form stands once and has its steps', () => {
  expect(new Set(platforms.map(({ format }) => format)).size).toBe(platforms.length);
  for (const { steps } of platforms) expect(steps.every((step) => step.length > 0)).toBe(true);
});

test('a form that is not known is the first', () => {
  expect(platformOf('nonsense')).toBe(platforms[0]);
});

test('levels are carried over only with a price to do it by, and only in platforms’ forms', () => {
  expect(questionOf(platformOf('tv-own'), es)).toEqual({ format: 'tv-own', to: 'ES', to_price: '5012.25' });
  expect(questionOf(platformOf('tv-own'), { ...es, by: 'ratio' })['by']).toBe('ratio');
  expect(questionOf(platformOf('tv-own'), { ...es, toPrice: '' })).toEqual({ format: 'tv-own' });
  expect(questionOf(platformOf('csv'), es)).toEqual({ format: 'csv' });
  expect(questionOf(platformOf('bookmap'), { ...es, to: '', instrument: 'ESZ6' })).toEqual({
    format: 'bookmap',
    instrument: 'ESZ6',
  });
});

test('what is counted against the limit are bytes', () => {
  expect(bytesOf('5000 · Wall')).toBe(12);
});
