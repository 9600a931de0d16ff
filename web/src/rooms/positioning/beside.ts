/** The same snapshot by two settings, line by line. */
import { gex, number, points, price, share } from '../../format/numbers';
import { reasonWords } from '../../format/reasons';
import type { Price, UsdPerPercent } from '../../model/units';
import type { DrawnBands, Report } from '../../wire/types';

export interface Line {
  key: string;
  name: string;
  /** In the glossary. */
  term: string;
  unit: string;
  /** Explain knows it by its key. */
  explained: boolean;
  own: Cell;
  other: Cell;
  /** Empty: no difference. */
  difference: string;
}

export interface Cell {
  text: string;
  raw: number | string | null;
  /** Why there is none. */
  reason?: string;
}

interface Measure {
  key: string;
  name: string;
  term: string;
  unit: string;
  explained?: boolean;
  cell: (report: Report) => Cell;
  change: (own: number, other: number) => string;
}

const level = (at: Price | null, reason: string | null): Cell =>
  at === null ? { text: 'none', raw: null, reason: reasonWords(reason) } : { text: price(at), raw: at };

/** Of the draws: none of a book without exposure, and none where the answer does not hold any. */
const drawn =
  (cell: (bands: DrawnBands) => Cell) =>
  ({ bands }: Report): Cell => {
    if (bands === null) return { text: 'none', raw: null, reason: 'the server drew none' };
    if (bands.reason) return { text: 'none', raw: null, reason: 'the book has no exposure' };
    return cell(bands);
  };
const inPoints = (own: number, other: number) => points(other - own);
const inShare = (own: number, other: number) => `${number(100 * (other - own), 0, true)} %-points`;

const measures: readonly Measure[] = [
  {
    key: 'net_gex',
    name: 'Net GEX',
    term: 'GEX, gamma exposure',
    unit: '$ per 1 % move',
    explained: true,
    cell: ({ exposure: { net_gex_usd_per_1pct: net } }) => ({ text: gex(net), raw: net }),
    change: (own, other) => gex((other - own) as UsdPerPercent),
  },
  {
    key: 'net_to_gross',
    name: 'Net to gross',
    term: 'net to gross',
    unit: '−1 to +1',
    explained: true,
    cell: ({ exposure: { net_to_gross: ratio } }) => ({ text: number(ratio, 3, true), raw: ratio }),
    change: (own, other) => number(other - own, 3, true),
  },
  {
    key: 'regime',
    name: 'Regime',
    term: 'regime',
    unit: '',
    explained: true,
    cell: ({ regime }) =>
      regime.label === null
        ? { text: 'none', raw: null, reason: reasonWords(regime.reason) }
        : { text: regime.label, raw: regime.label },
    change: () => '',
  },
  {
    key: 'call_wall',
    name: 'Call wall',
    term: 'call wall',
    unit: 'points',
    explained: true,
    cell: ({ levels: { call_wall: wall } }) => level(wall.strike, wall.reason),
    change: inPoints,
  },
  {
    key: 'put_wall',
    name: 'Put wall',
    term: 'put wall',
    unit: 'points',
    explained: true,
    cell: ({ levels: { put_wall: wall } }) => level(wall.strike, wall.reason),
    change: inPoints,
  },
  {
    key: 'gamma_flip',
    name: 'Gamma flip',
    term: 'gamma flip',
    unit: 'points',
    explained: true,
    cell: ({ levels: { gamma_flip: flip } }) => level(flip.price, flip.reason),
    change: inPoints,
  },
  {
    key: 'p_positive',
    name: 'P(net GEX > 0)',
    term: 'bands',
    unit: 'share of draws',
    cell: drawn(({ p_positive: p }) => ({ text: share(p), raw: p })),
    change: inShare,
  },
  {
    key: 'regime_by_draws',
    name: 'Regime by the draws',
    term: 'UNCERTAIN',
    unit: '',
    cell: drawn(({ regime }) => ({ text: regime, raw: regime })),
    change: () => '',
  },
  {
    key: 'flip_middle',
    name: 'Flip, middle draw',
    term: 'gamma flip',
    unit: 'points',
    cell: drawn(({ flip: { q50 } }) =>
      q50 === null
        ? { text: 'none', raw: null, reason: 'no draw has a flip' }
        : { text: price(q50 as Price), raw: q50 },
    ),
    change: inPoints,
  },
  {
    key: 'p_no_flip',
    name: 'P(no flip)',
    term: 'bands',
    unit: 'share of draws',
    cell: drawn(({ flip: { p_none: p } }) => ({ text: share(p), raw: p })),
    change: inShare,
  },
];

function differenceOf(measure: Measure, own: Cell, other: Cell): string {
  if (own.raw === other.raw) return '';
  if (own.raw === null) return 'appears';
  if (other.raw === null) return 'gone';
  if (typeof own.raw === 'number' && typeof other.raw === 'number') {
    return own.text === other.text ? '' : measure.change(own.raw, other.raw);
  }
  return 'another';
}

export function linesBeside(own: Report, other: Report): Line[] {
  return measures.map((measure) => {
    const [mine, theirs] = [measure.cell(own), measure.cell(other)];
    const { key, name, term, unit, explained = false } = measure;
    return {
      key,
      name,
      term,
      unit,
      explained,
      own: mine,
      other: theirs,
      difference: differenceOf(measure, mine, theirs),
    };
  });
}
