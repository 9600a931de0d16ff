/** Which of a study's comparisons are shown: all of them, every cell against one baseline, or one cell against all. */
import type { Study, StudyCell, StudyComparison } from '../../wire/types';
import { cellName, isShare, spoken } from './words';

export interface Row {
  cell: StudyCell;
  comparison: StudyComparison;
}
/** Of one measure, so that its differences share a scale. */
export interface Forest {
  measure: string;
  share: boolean;
  rows: Row[];
}
export interface Option {
  value: string;
  text: string;
}

export const everything = 'all';
const most = 24; // rows that are read without choosing among them

export const primaryFirst = ({ cells }: Study): StudyCell[] => [
  ...cells.filter(({ primary }) => primary),
  ...cells.filter(({ primary }) => !primary),
];

function rowsOf(study: Study): Row[] {
  return primaryFirst(study).flatMap((cell) => cell.comparisons.map((comparison) => ({ cell, comparison })));
}

/** In the order met, that of the primary comparison first: each has a shape by its place. */
export function baselinesOf(study: Study): Option[] {
  const texts = new Map(rowsOf(study).map(({ comparison: { against, against_text } }) => [against, against_text]));
  return [...texts].map(([value, text]) => ({ value, text }));
}

const againstOne = (baseline: string) => `against:${baseline}`;
const ofCell = (index: number) => `cell:${index}`;

export interface Choices {
  all: Option[];
  against: Option[];
  cells: Option[];
}
/** What can be chosen; nothing where everything is few. */
export function choicesOf(study: Study): Choices | null {
  if (rowsOf(study).length <= most) return null;
  const compared = primaryFirst(study).filter(({ comparisons }) => comparisons.length > 0);
  const measures = new Set(compared.map(({ measure }) => measure)).size;
  return {
    all: rowsOf(study).length <= 2 * most ? [{ value: everything, text: 'every comparison' }] : [],
    against: baselinesOf(study).map(({ value, text }) => ({ value: againstOne(value), text })),
    cells: compared.map((cell) => ({
      value: ofCell(study.cells.indexOf(cell)),
      text: measures > 1 ? `${cellName(cell)}: ${spoken(cell.measure)}` : cellName(cell),
    })),
  };
}

/** What is asked for, if it can be chosen; else all, or all cells against the primary comparison's baseline. */
export function chosenOf(choices: Choices | null, wanted: string): string {
  if (!choices) return everything;
  const known = [...choices.all, ...choices.against, ...choices.cells].some(({ value }) => value === wanted);
  return known ? wanted : (choices.against[0]?.value ?? everything);
}

export function forestsOf(study: Study, chosen: string): Forest[] {
  const forests: Forest[] = [];
  for (const row of rowsOf(study)) {
    const isShown =
      chosen === everything ||
      chosen === againstOne(row.comparison.against) ||
      chosen === ofCell(study.cells.indexOf(row.cell));
    if (!isShown) continue;
    const { measure } = row.cell;
    const share = isShare(row.cell);
    const found = forests.find((each) => each.measure === measure && each.share === share);
    if (found) found.rows.push(row);
    else forests.push({ measure, share, rows: [row] });
  }
  return forests;
}
