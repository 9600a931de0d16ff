import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meaningOf, wordsOf } from './words';

const documented = readFileSync(new URL('../../../../docs/report.md', import.meta.url), 'utf8');
const part = (from: string, to: string) => documented.slice(documented.indexOf(from), documented.indexOf(to));
const codesIn = (text: string) => [...text.matchAll(/`([a-z][a-z0-9_]+)`/g)].map(([, code]) => code as string);

test('every flag of the Report says what it means for the levels', () => {
  const rows = part('### Flag codes', '### `bands`')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const codes = rows.flatMap((row) => codesIn(row.split('|')[1] ?? ''));
  expect(codes.length).toBeGreaterThan(60);
  expect(codes.filter((code) => meaningOf(code).startsWith('A note of a newer server'))).toEqual([]);
});

test('every reason of a count has words', () => {
  const reasons = part('| `rejected` |', '| `vol_sources` |')
    .split('\n')
    .flatMap((row) => codesIn(row.split('|')[2] ?? ''));
  expect(reasons).toContain('duplicate');
  for (const reason of reasons) expect(wordsOf(reason), reason).not.toBe(reason.replaceAll('_', ' '));
});

test('a code of a newer server is shown as it is', () => {
  expect(wordsOf('not_known_yet')).toBe('not known yet');
});
