import { expect, test } from 'vitest';
import type { Report } from '../../wire/types';
import { Reports } from './reports';

const report = (asOf: string) => ({ as_of: asOf }) as Report;

test('a moment is asked for once, however often it is wanted', async () => {
  const asked: string[] = [];
  const reports = new Reports(async (asOf) => {
    asked.push(asOf);
    return report(asOf);
  });
  await Promise.all([reports.want('a'), reports.want('a')]);
  await reports.want('a');
  expect(asked).toEqual(['a']);
  expect(reports.get('a')?.as_of).toBe('a');
});

test('ahead asks for no more at a time than told, and the oldest make room', async () => {
  let asked = 0;
  const reports = new Reports(
    async (asOf) => {
      asked += 1;
      return report(asOf);
    },
    2,
    2,
  );
  reports.ahead(['a', 'b', 'c', 'd']);
  expect(asked).toBe(2);
  await Promise.all([reports.want('a'), reports.want('b')]);
  await reports.want('c');
  expect(reports.get('a')).toBeUndefined();
  expect(reports.get('c')?.as_of).toBe('c');
});

test('what failed is asked for again', async () => {
  let fails = true;
  const reports = new Reports(async (asOf) => {
    if (fails) throw new Error('not now');
    return report(asOf);
  });
  await expect(reports.want('a')).rejects.toThrow('not now');
  fails = false;
  await expect(reports.want('a')).resolves.toEqual(report('a'));
});
