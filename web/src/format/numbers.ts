/** Numbers as people read them. Nothing is invented: what is not there is a dash. */
import type { Percent, Price, Seconds, Share, Usd, UsdPerDay, UsdPerPercent, UsdPerVolPoint } from '../model/units';

export type Maybe<T> = T | null | undefined;

export const nothing = '–';
const minus = '−';

function signed(text: string, value: number, plus: boolean): string {
  if (value < 0) return minus + text;
  return plus && value > 0 ? `+${text}` : text;
}

/** By digits: making one costs far more than using it. */
const formats: Intl.NumberFormat[] = [];
function plain(value: number, digits: number): string {
  formats[digits] ??= new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return formats[digits].format(Math.abs(value));
}

/** 1234.5 -> 1,234.50; digits by size, or as told. */
export function number(value: Maybe<number>, digits = 2, plus = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return nothing;
  const text = plain(value, digits);
  return signed(text, Number(value.toFixed(digits)), plus);
}

/** A price of the underlying: without decimals where it has none. */
export function price(value: Maybe<Price>): string {
  if (value === null || value === undefined) return nothing;
  const rounded = Math.round(value * 100) / 100;
  return number(rounded, Number.isInteger(rounded) ? 0 : 2);
}

/** Signed; digits by size. */
export function points(value: Maybe<number>): string {
  const size = Math.abs(value ?? 0);
  return number(value, size < 10 ? 2 : size < 1_000 ? 1 : 0, true);
}

const scales = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

/** 4.41e10 -> 44.1B: three figures and a letter. */
export function short(value: Maybe<number>, plus = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return nothing;
  const size = Math.abs(value);
  const [scale, letter] = scales.find(([least]) => size >= least * 0.9995) ?? [1, ''];
  const scaled = size / scale;
  const digits = scaled >= 99.95 || (letter === '' && Number.isInteger(scaled)) ? 0 : scaled >= 9.995 ? 1 : 2;
  return signed(`${plain(scaled, digits)}${letter}`, value, plus);
}

function dollars(value: Maybe<number>, plus: boolean): string {
  const text = short(value === null || value === undefined ? value : Math.abs(value));
  return text === nothing ? nothing : signed(`$${text}`, value as number, plus);
}

export const usd = (value: Maybe<Usd>, plus = false) => dollars(value, plus);
/** Of exposure: always with its sign. The unit, "per 1 % move", stands beside it. */
export const gex = (value: Maybe<UsdPerPercent>) => dollars(value, true);
/** Dollars beside an axis or a legend, where values are round: +$50B, not +$50.0B. */
export const tickText = (value: number) =>
  value === 0
    ? '0'
    : dollars(value, true)
        .replace(/(\.\d*?)0+(?=[A-Z]|$)/, '$1')
        .replace(/\.(?=[A-Z]|$)/, '');
export const vanna = (value: Maybe<UsdPerVolPoint>) => dollars(value, true);
export const charm = (value: Maybe<UsdPerDay>) => dollars(value, true);

export const percent = (value: Maybe<Percent>, digits = 2) => {
  const text = number(value, digits, true);
  return text === nothing ? nothing : `${text} %`;
};
/** 0.6115 -> 61 %. */
export function share(value: Maybe<Share | number>): string {
  if (value === null || value === undefined) return nothing;
  const whole = value * 100;
  if (whole > 0 && whole < 1) return '<1 %';
  if (whole < 100 && whole > 99) return '>99 %';
  return `${Math.round(whole)} %`;
}

/** 75 -> 1 m 15 s: two units. */
export function duration(value: Maybe<Seconds | number>): string {
  if (value === null || value === undefined) return nothing;
  const whole = Math.max(0, Math.round(value));
  const parts: [number, string][] = [
    [Math.floor(whole / 86400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count], i) => i === 0 || count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(' ');
}
