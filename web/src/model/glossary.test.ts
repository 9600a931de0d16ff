import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Entry, entryNamed, found } from './glossary';

const entries = JSON.parse(readFileSync(new URL('../../public/glossary.json', import.meta.url), 'utf8')) as Entry[];

test('the glossary of the tree is read whole, without its marks', () => {
  expect(entries.length).toBeGreaterThan(100);
  for (const entry of entries) {
    expect(entry.term).not.toBe('');
    expect(`${entry.term}${entry.is}${entry.unit}${entry.elsewhere}`).not.toMatch(/`|\]\(/);
  }
  const flip = entryNamed(entries, 'gamma flip');
  expect(flip).toMatchObject({ part: 'Levels', section: '1.4.5' });
  expect(flip?.elsewhere).toContain('zero gamma');
});

test('a name among several, in any case', () => {
  expect(entryNamed(entries, 'gamma exposure')?.term).toBe('GEX, gamma exposure');
  expect(entryNamed(entries, 'tested')?.is).toContain('20 trading minutes');
  expect(entryNamed(entries, 'nothing of the kind')).toBeUndefined();
});

test('a search finds by other vendors names, own names first', () => {
  expect(found(entries, 'zero gamma')[0]?.term).toBe('gamma flip');
  expect(found(entries, 'call wall')[0]?.term).toBe('call wall');
  expect(found(entries, '')).toHaveLength(entries.length);
  expect(found(entries, 'xyzzy')).toEqual([]);
});

/** A term that the page names must be there: a renamed one would open an empty box. */
test('every term that the page asks for is in the glossary', () => {
  const sources = import.meta.glob<string>('/src/**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true });
  const asked = Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(/<Term\s+name="([^"]+)"|\bterm: '([^']+)'/g)].map(([, a, b]) => ({ file, name: a ?? b ?? '' })),
  );
  for (const { file, name } of asked) expect(entryNamed(entries, name), `${name} in ${file}`).toBeDefined();
});
