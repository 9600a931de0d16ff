/** The terms of GLOSSARY.md, fetched once, when the first is asked for. */
import { getJson } from '../wire/client';

export interface Entry {
  /** The part of the glossary it stands in: Exposure, Levels ... */
  part: string;
  /** One or several names, by commas. */
  term: string;
  is: string;
  /** Unit and sign. */
  unit: string;
  /** Names that other vendors use for it. */
  elsewhere: string;
  /** Of docs/methods.md. */
  section: string | null;
}

let asked: Promise<readonly Entry[]> | null = null;

export function glossary(): Promise<readonly Entry[]> {
  asked ??= getJson<Entry[]>('glossary.json').catch((error: unknown) => {
    asked = null; // the next one who asks tries again
    throw error;
  });
  return asked;
}

const namesOf = (entry: Entry) =>
  entry.term
    .toLowerCase()
    .split(/[,;]\s*/)
    .map((name) => name.trim());

/** The entry of a name as the glossary writes it: the first that has it, whole, among its names. */
export function entryNamed(entries: readonly Entry[], name: string): Entry | undefined {
  const wanted = name.toLowerCase();
  return entries.find((entry) => entry.term.toLowerCase() === wanted || namesOf(entry).includes(wanted));
}

/** All whose words hold every word that was typed; those whose own name has them stand first. */
export function found(entries: readonly Entry[], typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const rank = (entry: Entry) =>
    namesOf(entry).includes(words.join(' '))
      ? 0
      : has(entry.term)
        ? 1
        : has(`${entry.term} ${entry.elsewhere}`)
          ? 2
          : 3;
  return entries
    .filter((entry) => has(`${entry.term} ${entry.elsewhere} ${entry.is} ${entry.unit}`))
    .map((entry, place) => ({ entry, place, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ entry }) => entry);
}
