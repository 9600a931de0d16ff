/** Who is thought to hold what, in plain words: docs/methods.md 4.1 to 4.4. */
import texts from './texts.json';

export interface Model {
  value: string;
  name: string;
  /** In the glossary. */
  term: string;
  calls: string;
  puts: string;
  /** The story behind it. */
  why: string;
  /** What follows from it whatever the chain. */
  follows: string;
}

/** Those that need no data besides the chain: any of them may be looked at. */
export const models: readonly Model[] = texts.models;

/** All that can be chosen where the server goes by `own`, which may be one that needs data only the server can be given. */
export const modelsBeside = (own: string) => [
  ...texts.models_with_data.filter(({ value }) => value === own),
  ...texts.models,
];

export const priors = texts.priors;
