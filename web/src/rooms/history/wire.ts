/** What is recorded, as the server tells it: /v1/sessions, /v1/history, /v1/events, /v1/compare (docs/report.md). */
import type { components } from '../../wire/openapi';

export type Session = components['schemas']['Sessions']['sessions'][number];
/** One recorded Report in a line; null: there was no such level. */
export type Row = components['schemas']['HistoryRow'];
export type EventRow = components['schemas']['EventRow'];
export type Comparison = components['schemas']['CompareAnswer'];
export type Cause = components['schemas']['Cause'];
/** A number at both ends and its parts by cause; null: there was no such level. */
export interface Measure {
  measure: string;
  before: number | null;
  parts: Readonly<Partial<Record<Cause, number | null>>>;
  after: number | null;
}

/** The wall that stood: with hysteresis where the session's memory was kept. */
export const callWall = (row: Row) => row.call_wall_standing ?? row.call_wall;
export const putWall = (row: Row) => row.put_wall_standing ?? row.put_wall;
