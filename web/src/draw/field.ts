/** A field as a picture of one pixel a cell, to be drawn scaled: what changes is painted, the rest stays. */
import type { Field } from '../model/field';
import { steps } from './signed';

/** Columns from the first on that have their place on the time axis: one a step. */
export interface Slots {
  from: number; // milliseconds: the left edge of the first
  count: number;
}
export function slotsOf(field: Field, until: number): Slots {
  const first = field.columns[0]?.at ?? 0;
  const last = Math.max(field.columns.at(-1)?.at ?? first, until);
  const from = Math.floor(first / field.step) * field.step;
  return { from, count: Math.max(1, Math.ceil((last - from) / field.step)) };
}
export const slotAt = (field: Field, { from, count }: Slots, at: number) =>
  Math.min(count - 1, Math.floor((at - from) / field.step));

/** A column holds until the next one, but not for longer: then it is not known what was. */
export const held = 5; // slots

/**
 * Paints the columns from `first` on into `pixels` (width slots x height prices, highest price on top), colours by the
 * square root of value over limit. What is not known stays transparent.
 */
export function paintField(
  pixels: Uint32Array,
  field: Field,
  slots: Slots,
  limit: number,
  table: Uint32Array,
  first = 0,
): void {
  const height = field.prices.length;
  const words = new Uint32Array(height);
  for (let c = first; c < field.columns.length; ++c) {
    const column = field.columns[c];
    if (!column) continue;
    const next = field.columns[c + 1];
    const from = slotAt(field, slots, column.at);
    const until = next ? slotAt(field, slots, next.at) : from + 1;
    colours(words, column.net, limit, table);
    for (let x = from; x < Math.max(from + 1, until - from > held ? from + 1 : until); ++x)
      for (let y = 0; y < height; ++y) pixels[y * slots.count + x] = words[y] ?? 0;
  }
}

function colours(words: Uint32Array, net: Float64Array, limit: number, table: Uint32Array): void {
  const scale = limit > 0 ? 1 / limit : 0;
  for (let i = 0; i < net.length; ++i) {
    const value = net[i] ?? NaN;
    const root = Math.sqrt(Math.min(1, Math.abs(value) * scale));
    const index = steps + Math.round((value < 0 ? -root : root) * steps);
    words[net.length - 1 - i] = Number.isNaN(value) ? 0 : (table[index] ?? 0);
  }
}
