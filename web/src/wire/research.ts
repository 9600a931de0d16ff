/** What studies came to, as the server tells it. */
export type Verdict = 'differs' | 'no_difference' | 'cannot_tell';
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface StudyEntry {
  name: string;
  kind: string;
  title: string;
  question: string;
  answer: string;
  tried_text: string;
  verdict: Verdict | null;
  verdict_text: string | null;
  made_at: string;
  days: number;
  comparisons_tried: number;
}
export interface LibraryStudy {
  name: string;
  kind: string;
  title: string;
  question: string;
}
export interface ResearchList {
  kept: boolean;
  studies: StudyEntry[];
  unreadable: string[];
  library: LibraryStudy[];
}

export interface StudyComparison {
  against: string;
  against_text: string;
  primary: boolean;
  days: number;
  difference: Estimate | null;
  difference_reason: string | null;
  p: number | null;
  p_adjusted: number | null;
  verdict: Verdict;
  verdict_text: string;
}
export interface StudyCell {
  keys: { key: string; value: string }[];
  primary: boolean;
  measure: string;
  unit: string;
  days: number;
  events: number | null;
  figure: Estimate | null;
  figure_reason: string | null;
  counts: { name: string; count: number }[];
  comparisons: StudyComparison[];
}
export interface StudyPoint {
  x: number;
  y: number;
  low: number;
  high: number;
}
export interface StudyCurve {
  name: string;
  reference: boolean;
  points: StudyPoint[];
}
export interface StudyFigure {
  title: string;
  x_label: string;
  y_label: string;
  stepped: boolean;
  curves: StudyCurve[];
}
export interface StudyTrade {
  symbol: string;
  entered: string;
  left: string;
  entry_reason: string;
  exit_reason: string;
  gross_percent: number;
  cost_percent: number;
}
export interface Study {
  schema: string;
  name: string;
  kind: string;
  title: string;
  question: string;
  measure_text: string;
  answer: string;
  tried_text: string;
  rule: { matters: number; confidence: number };
  cells: StudyCell[];
  figures: StudyFigure[];
  trades: StudyTrade[];
  choices: { key: string; value: string }[];
  data: { name: string; what: string }[];
  days_left_out: { symbol: string; session: string; reason: string }[];
  cautions: string[];
  reading_notes: string[];
  note: string;
}

export interface BaseRate {
  side: 'call' | 'put';
  state: 'HOLDING' | 'TESTED' | 'BROKEN';
  /** What the figure is a share of: `breaks`. */
  asks: string;
  /** And which of them: `lasted 20 minutes`. */
  lasts: string;
  walk: number;
  figure: Estimate | null;
  figure_reason: string | null;
  events: number | null;
  days: number | null;
  study: string | null;
  against_text: string | null;
  difference: Estimate | null;
  verdict: Verdict | null;
  verdict_text: string | null;
}
export interface BaseRates {
  symbol: string;
  rates: BaseRate[];
}
