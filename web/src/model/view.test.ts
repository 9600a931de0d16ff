import { expect, test } from 'vitest';
import { hashOf, placeOf } from './view.svelte';

test('an address is a view, and a view an address', () => {
  const place = { symbols: ['SPX', 'NDX'], room: 'profile', parameters: { after: 'session', vol: '-2' } } as const;
  expect(hashOf(place)).toBe('#/SPX+NDX/profile?after=session&vol=-2');
  expect(placeOf(hashOf(place))).toEqual(place);
});

test('what cannot be read is the radar', () => {
  expect(placeOf('')).toEqual({ symbols: [], room: 'radar', parameters: {} });
  expect(placeOf('#/SPX/nowhere').room).toBe('radar');
  expect(placeOf('#/A+B+C+D+E/radar').symbols).toHaveLength(4);
});
