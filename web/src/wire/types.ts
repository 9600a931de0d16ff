/** Names for what is on the wire; the types themselves are made from the OpenAPI document. */
import type { components } from './openapi';

type Schemas = components['schemas'];
export type Report = Schemas['Report'];
export type Ready = Schemas['Ready'];
export type ReplayState = Schemas['ReplayState'];
export type Assumptions = Schemas['Assumptions'];
/** Levels under uncertain positioning; of a book without exposure there are none, but a reason. */
export type Bands = Schemas['Bands'];
export type DrawnBands = Extract<Bands, { reason: null }>;
export type Quantiles = Schemas['Quantiles'];
export type WallState = Schemas['WallState'];
export type BandsAnswer = Schemas['BandsAnswer'];
export type HistoryAnswer = Schemas['HistoryAnswer'];
export type Inspection = Schemas['Inspection'];
export type OptionsAnswer = Schemas['OptionsAnswer'];
export type Alerts = Schemas['Alerts'];
export type Settings = Schemas['Settings'];
export type ProfileAnswer = Schemas['ProfileAnswer'];
export type MapAnswer = Schemas['MapAnswer'];
export type ScenarioAnswer = Schemas['ScenarioAnswer'];
export type ScenarioSlice = Schemas['ScenarioSlice'];
export type ScenarioLevel = Schemas['ScenarioLevel'];
export type FieldAnswer = Schemas['Field'];
export type SessionsAnswer = Schemas['Sessions'];
export type LaboratoryAnswer = Schemas['LaboratoryAnswer'];
export type LaboratoryPath = Schemas['LaboratoryPath'];
export type LaboratoryDealer = Schemas['LaboratoryDealer'];
export type LaboratoryEstimate = Schemas['LaboratoryEstimate'];
export type LaboratoryList = Schemas['LaboratoryListAnswer'];
