/** Parts of the wire that the Radar names. */
import type { components } from '../../wire/openapi';

type Schemas = components['schemas'];
export type Bands = Schemas['Bands'];
export type DrawnBands = Extract<Bands, { p_positive: number }>;
export type StandingWall = Schemas['WallSession'];
/** One that stands. */
export type WatchedWall = Extract<StandingWall, { reason: null }>;
export type FoundWall = Extract<Schemas['Wall'], { reason: null }>;
export type WallState = Schemas['WallState'];
export type Arrow = Schemas['StrengthChange']['total_arrow'];
export type ReportAnswer = Schemas['ReportAnswer'];
export type BandsAnswer = Schemas['BandsAnswer'];
export type EventsAnswer = Schemas['EventsAnswer'];
export type MapAnswer = Schemas['MapAnswer'];
export type BarsAnswer = Schemas['Bars'];
export type StrikesAnswer = Schemas['StrikesAnswer'];
export type StrikeRow = Schemas['StrikeExposure'];
export type HistoryAnswer = Schemas['HistoryAnswer'];

/** What happened; of the day's beginning, without a moment. */
export interface Happening {
  time: string | null;
  kind: string;
  text: string;
}

export const watchedOf = (wall: StandingWall | undefined): WatchedWall | null =>
  wall && wall.strike !== null ? wall : null;
export const foundOf = (wall: Schemas['Wall']): FoundWall | null => (wall.strike !== null ? wall : null);

/** Bands of a book that has exposure. */
export const drawnOf = (bands: Bands | null | undefined): DrawnBands | null =>
  bands && 'p_positive' in bands ? bands : null;
