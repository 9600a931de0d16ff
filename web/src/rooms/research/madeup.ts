/** Studies for tests: as many cells and baselines as asked for, of which the first of each is primary. */
import type { Study, StudyCell, StudyComparison, StudyEstimate } from '../../wire/types';

export const estimate = (value: number, low: number, high: number): StudyEstimate => ({ value, low, high });

export function comparison(against: string, change: Partial<StudyComparison> = {}): StudyComparison {
  return {
    against,
    against_text: `the ${against}`,
    primary: false,
    days: 26,
    difference: estimate(0.05, -0.14, 0.24),
    difference_reason: null,
    standard_error: 0.1,
    p: 0.4,
    p_adjusted: 0.6,
    p_max: 0.9,
    detectable_difference: 0.28,
    days_needed: 410,
    reach_reason: null,
    verdict: 'cannot_tell',
    verdict_text: 'cannot tell (would need about 410 days)',
    ...change,
  };
}

export function cell(change: Partial<StudyCell> = {}): StudyCell {
  return {
    keys: [{ key: 'symbol', value: 'SPX' }],
    primary: false,
    measure: 'hit_rate',
    unit: 'share of events, 0 to 1',
    days: 26,
    events: 57,
    figure: estimate(0.56, 0.37, 0.73),
    figure_reason: null,
    counts: [],
    comparisons: [],
    ...change,
  };
}

export function studyOf(cells: number, baselines: number, change: Partial<Study> = {}): Study {
  return {
    schema: 'gammafield.study/1',
    name: 'walls',
    kind: 'hit_rate',
    title: 'Do walls hold?',
    question: '',
    measure_text: '',
    answer: '',
    tried_text: '',
    comparisons_tried: cells * baselines,
    selection: null,
    selection_reason: 'fewer than two shares were tried',
    rule: {
      matters: 0.1,
      fewest_days: 20,
      size: 0.05,
      false_discoveries: 0.1,
      confidence: 0.95,
      resamples: 10_000,
      mean_block_days: 5,
      seed: '1',
    },
    cells: Array.from({ length: cells }, (_, i) =>
      cell({
        primary: i === 0,
        keys: [{ key: 'side', value: `cell_${i}` }],
        comparisons: Array.from({ length: baselines }, (_, j) =>
          comparison(`baseline_${j}`, { primary: i === 0 && j === 0 }),
        ),
      }),
    ),
    figures: [],
    trades: [],
    choices: [],
    data: [],
    days_left_out: [],
    cautions: [],
    reading_notes: [],
    note: '',
    ...change,
  };
}
