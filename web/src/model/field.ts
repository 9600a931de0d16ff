/** Net exposure over price and time of a session, a column a step of time; grows as snapshots come. */
import { linearAt } from './interpolation';

export interface Column {
  at: number; // milliseconds
  spot: number;
  net: Float64Array; // by price
}
export interface Field {
  prices: Float64Array; // ascending
  step: number; // milliseconds
  columns: readonly Column[]; // ascending by time, at most one a step
}

export interface FieldWire {
  prices: readonly number[];
  times: readonly string[];
  spots: readonly number[];
  net_gex_usd_per_1pct: readonly (readonly (number | null)[])[];
}
/** How far columns are apart as a rule: snapshots may be recorded more seldom than a column was asked for. */
function stepOf(times: readonly number[], least: number): number {
  const gaps = Float64Array.from(times.slice(1), (at, i) => at - (times[i] ?? at)).sort();
  return Math.max(1, Math.round((gaps[(gaps.length - 1) >> 1] ?? least) / least)) * least;
}

/** `least`: milliseconds a column was asked for. */
export function fieldOf(wire: FieldWire, least: number): Field {
  const times = wire.times.map((at) => Date.parse(at));
  return {
    prices: Float64Array.from(wire.prices),
    step: stepOf(times, least),
    columns: times.map((at, i) => ({
      at,
      spot: wire.spots[i] ?? NaN,
      net: Float64Array.from(wire.net_gex_usd_per_1pct[i] ?? [], (value) => value ?? NaN),
    })),
  };
}

/** A profile at the field's prices; nothing is known beyond its ends. */
export function columnOf(field: Field, at: number, spot: number, spots: Float64Array, values: Float64Array): Column {
  const [low, high] = [spots[0] ?? NaN, spots.at(-1) ?? NaN];
  const net = field.prices.map((price) => (price >= low && price <= high ? linearAt(spots, values, price) : NaN));
  return { at, spot, net };
}

const slotOf = ({ step }: Field, at: number) => Math.floor(at / step);

/** With one column more, or the last one renewed while its step is not over. An older one changes nothing. */
export function appended(field: Field, column: Column): Field {
  const last = field.columns.at(-1);
  if (last && column.at < last.at) return field;
  const renews = last !== undefined && slotOf(field, last.at) === slotOf(field, column.at);
  const before = renews ? field.columns.slice(0, -1) : field.columns;
  return { ...field, columns: [...before, column] };
}

/** Where the sign changes within a column: prices, ascending. */
export function zerosOf(prices: Float64Array, net: Float64Array): number[] {
  const zeros: number[] = [];
  for (let i = 1; i < prices.length; ++i) {
    const [p, q, a, b] = [prices[i - 1] ?? 0, prices[i] ?? 0, net[i - 1] ?? NaN, net[i] ?? NaN];
    if ((a < 0 && b >= 0) || (a >= 0 && b < 0)) zeros.push(p + ((q - p) * a) / (a - b));
  }
  return zeros;
}
