/** Numbers that are not to be mixed: what each counts is part of its type. Positive exposure: dealers are long gamma. */
declare const unit: unique symbol;
type Of<Name extends string> = number & { readonly [unit]: Name };

/** Points of the underlying's price. */
export type Price = Of<'price'>;
export type Usd = Of<'usd'>;
/** Dollars of delta to trade for a move of 1 % of the underlying. */
export type UsdPerPercent = Of<'usd_per_1pct'>;
export type UsdPerVolPoint = Of<'usd_per_vol_point'>;
export type UsdPerDay = Of<'usd_per_day'>;
/** 1 is one percent. */
export type Percent = Of<'percent'>;
export type Shares = Of<'shares'>;
export type Minutes = Of<'minutes'>;
export type Seconds = Of<'seconds'>;
/** 0 to 1. */
export type Share = Of<'share'>;

export const price = (value: number) => value as Price;
export const percent = (value: number) => value as Percent;
export const share = (value: number) => value as Share;
export const seconds = (value: number) => value as Seconds;
