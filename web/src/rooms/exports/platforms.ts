/** The platforms that levels are written for, and how they get there. The forms themselves are the server's. */
import texts from './texts.json';

export interface Platform {
  format: string;
  name: string;
  /** What it carries, in a line. */
  has: string;
  /** Of a downloaded file. */
  extension: string;
  steps: readonly string[];
  /** Pasted into a field that takes so many bytes. */
  limit?: number;
  /** Prices of the platform's own instrument are meant: conversion is usual. */
  converted?: boolean;
  remark?: string;
  /** Not run on the platform itself. */
  untried?: true;
}

export const platforms = texts.platforms as readonly Platform[];
const own = platforms[0] as Platform;
export const remarkOf = ({ remark, untried }: Platform): string | undefined => (untried ? texts.untried : remark);

export const platformOf = (format: string): Platform => platforms.find((each) => each.format === format) ?? own;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What is asked of /v1/levels. Conversion alone where there is a price to convert by. */
export interface Conversion {
  to: string;
  toPrice: string;
  by: string;
  instrument: string;
}
export function questionOf(platform: Platform, { to, toPrice, by, instrument }: Conversion): Record<string, string> {
  const question: Record<string, string> = { format: platform.format };
  if (!platform.converted) return question;
  if (to !== '' && toPrice !== '') Object.assign(question, { to, to_price: toPrice }, by ? { by } : {});
  if (instrument !== '') question['instrument'] = instrument;
  return question;
}

/** Futures and funds that options of a symbol are usually carried over to. */
const targets: Readonly<Record<string, readonly string[]>> = {
  SPX: ['ES', 'MES', 'SPY'],
  SPY: ['ES', 'SPX'],
  NDX: ['NQ', 'MNQ', 'QQQ'],
  QQQ: ['NQ', 'NDX'],
  RUT: ['RTY', 'IWM'],
  DJX: ['YM'],
};
export const targetsOf = (symbol: string): readonly string[] => targets[symbol] ?? [];
