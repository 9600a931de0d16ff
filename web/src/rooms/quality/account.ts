/** What became of the contracts that were read: every one is in exactly one of these. */
import type { Report } from '../../wire/types';

type DataQuality = Report['data_quality'];
export interface Part {
  key: 'used' | 'aside' | 'unpriced' | 'rejected';
  name: string;
  contracts: number;
}

const sum = (counts: Readonly<Record<string, number | undefined>>) =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

export function accountOf(quality: Pick<DataQuality, 'contracts' | 'used' | 'rejected' | 'unpriced'>): Part[] {
  const rejected = sum(quality.rejected);
  const unpriced = sum(quality.unpriced);
  return [
    { key: 'used', name: 'in the levels', contracts: quality.used },
    {
      key: 'aside',
      name: 'priced, without open interest or outside the expiries chosen',
      contracts: Math.max(0, quality.contracts - quality.used - rejected - unpriced),
    },
    { key: 'unpriced', name: 'not priced', contracts: unpriced },
    { key: 'rejected', name: 'rejected', contracts: rejected },
  ];
}

/** Most first. */
export const sorted = (counts: Readonly<Record<string, number | undefined>>): [string, number][] =>
  Object.entries(counts)
    .map(([code, count]): [string, number] => [code, count ?? 0])
    .sort(([, a], [, b]) => b - a);
