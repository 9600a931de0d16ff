/** Names for what is on the wire; the types themselves are made from the OpenAPI document. */
import type { components } from './openapi';

type Schemas = components['schemas'];
export type Report = Schemas['Report'];
export type Ready = Schemas['Ready'];
export type ReplayState = Schemas['ReplayState'];
