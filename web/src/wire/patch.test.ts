import { expect, test } from 'vitest';
import { patched } from './patch';

const before = () => ({
  spot: 1,
  levels: { flip: { price: 2 } as { price: number } | null, focus: [1, 2, 3] },
  far: { a: 1 },
});

test('changes what is named and shares the rest', () => {
  const document = before();
  const after = patched(document, [
    { op: 'replace', path: '/spot', value: 5 },
    { op: 'replace', path: '/levels/flip', value: null },
    { op: 'replace', path: '/levels/focus/1', value: 9 },
  ]);
  expect(after).toEqual({ spot: 5, levels: { flip: null, focus: [1, 9, 3] }, far: { a: 1 } });
  expect(document).toEqual(before());
  expect(after.far).toBe(document.far);
});

test('adds, removes and reads escaped names', () => {
  const document = { list: [1, 2], 'a/b~c': 1 } as Record<string, unknown>;
  expect(
    patched(document, [
      { op: 'add', path: '/list/-', value: 3 },
      { op: 'remove', path: '/list/0' },
      { op: 'replace', path: '/a~1b~0c', value: 2 },
      { op: 'add', path: '/new', value: true },
      { op: 'remove', path: '/new' },
    ]),
  ).toEqual({ list: [2, 3], 'a/b~c': 2 });
});

test('replaces the whole', () => {
  expect(patched({ a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }])).toEqual({ b: 2 });
});

test('says where two documents have gone apart', () => {
  expect(() => patched({ a: 1 }, [{ op: 'replace', path: '/b/c', value: 1 }])).toThrow('"b"');
});
