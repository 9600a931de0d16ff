/** Who is thought to hold what, in plain words: docs/methods.md 4.1 to 4.4. */
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
export const models: readonly Model[] = [
  {
    value: 'naive',
    name: 'Naive',
    term: 'naive',
    calls: 'long',
    puts: 'short',
    why: 'Investors sell calls against their shares and buy puts to protect them; dealers take the other side of all of it.',
    follows: 'Net GEX is call exposure less put exposure: a small difference of two large numbers.',
  },
  {
    value: 'index_gpp',
    name: 'Index, after GPP',
    term: 'index_gpp',
    calls: 'flat',
    puts: 'short below spot, else flat',
    why: 'Garleanu, Pedersen and Poteshman (2009) saw who held what from 1996 to 2001: end users long puts below the money on indices, near flat in the rest. Stocks and funds: dealers long everything.',
    follows: 'On an index nobody is long gamma by this model: net GEX is negative and there is no flip.',
  },
  {
    value: 'all_long',
    name: 'All long',
    term: 'positioning model',
    calls: 'long',
    puts: 'long',
    why: 'Customers sell everything and dealers hold it: one end of what is possible.',
    follows: 'Net GEX equals gross: dampening everywhere, no flip.',
  },
  {
    value: 'all_short',
    name: 'All short',
    term: 'positioning model',
    calls: 'short',
    puts: 'short',
    why: 'Customers buy everything and dealers have sold it: the other end.',
    follows: 'Net GEX is minus gross: amplifying everywhere, no flip.',
  },
];

/** Those that need data which only the server can be given: shown where it goes by one of them. */
const withData: readonly Model[] = [
  {
    value: 'flow',
    name: 'Flow',
    term: 'flow (positioning)',
    calls: 'as traded',
    puts: 'as traded',
    why: 'Every print is told as bought or sold by the customer, by the quote or the last price; dealers hold the other side, summed over days.',
    follows: 'A print’s side is told right about three times in four: each position comes with its own error.',
  },
  {
    value: 'open_close',
    name: 'Open-close files',
    term: 'open-close (positioning)',
    calls: 'as reported',
    puts: 'as reported',
    why: 'Exchanges’ files say what each kind of customer opened and closed; dealers hold the other side.',
    follows: 'Exact for the exchanges whose files these are, and for no other.',
  },
  {
    value: 'user',
    name: 'Your own file',
    term: 'user',
    calls: 'as your file says',
    puts: 'as your file says',
    why: 'Fractions of the open interest that a file gives, contract by contract or by right.',
    follows: 'What it does not name is taken as flat.',
  },
];

/** All that can be chosen where the server goes by `own`. */
export const modelsBeside = (own: string) => [...withData.filter(({ value }) => value === own), ...models];

export const priors = [
  { value: 'tight', text: 'Tight', means: 'the model’s sides are right, and a good half of the open interest is net' },
  { value: 'wide', text: 'Wide', means: 'the model leans the right way' },
  { value: 'agnostic', text: 'Agnostic', means: 'nothing is known of who holds what' },
  { value: 'off', text: 'Off', means: 'the model is exactly right: every draw is the model itself' },
] as const;
