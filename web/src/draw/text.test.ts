import { expect, test } from 'vitest';
import { fitted } from './text';

const context = { measureText: (text: string) => ({ width: 10 * text.length }) as TextMetrics };

test('a text is cut only where it has to be, and says so', () => {
  expect(fitted(context, 'round numbers', 130)).toBe('round numbers');
  expect(fitted(context, 'round numbers', 129)).toBe('round numbe…');
  expect(fitted(context, 'round numbers', 70)).toBe('round…'); // no blank before it
  expect(fitted(context, 'round numbers', 3)).toBe('…');
});
