/** What the data quality's codes say, and what each means for the levels. Codes are the Report's (docs/report.md). */
import texts from './texts.json';

const codesOf = (text: string) => text.split(' ');
const byCode = new Map(texts.means.flatMap(({ codes, means }) => codesOf(codes).map((code) => [code, means] as const)));

export const meaningOf = (code: string): string =>
  byCode.get(code) ?? 'A note of a newer server; its own sentence stands beside it.';

/** Flags that say that levels may be elsewhere, before those that say how they came to be. */
const grave = new Set(codesOf(texts.grave));
export const isGrave = (code: string): boolean => grave.has(code);

const names: Readonly<Record<string, string>> = texts.names;
export const wordsOf = (code: string): string => names[code] ?? code.replaceAll('_', ' ');
