import { expect, test } from 'vitest';
import { optionName } from './option';

test('a symbol is read from the right, for roots may end in digits', () => {
  expect(optionName('SPXW261120C06500000')).toEqual({
    root: 'SPXW',
    expiry: '2026-11-20',
    right: 'call',
    strike: 6500,
  });
  expect(optionName('ABC1270115P00012500')).toEqual({ root: 'ABC1', expiry: '2027-01-15', right: 'put', strike: 12.5 });
  expect(optionName('call_wall')).toBeNull();
});
