/** Candles out of prices as they were seen, and of the server's bars. */
export interface Candle {
  /** Its first second, Unix time. */
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
}
export interface Tick {
  /** Milliseconds. */
  at: number;
  price: number;
}

/** Adds a price to the last candle or begins one; false where it is older than what is there, and changes nothing. */
export function addTick(candles: Candle[], { at, price }: Tick, step: number): boolean {
  const time = Math.floor(at / 1000 / step) * step;
  const last = candles.at(-1);
  if (last && time < last.time) return false;
  if (last && time === last.time) {
    last.high = Math.max(last.high, price);
    last.low = Math.min(last.low, price);
    last.close = price;
    return true;
  }
  // the price before is where this one came from, unless there is a gap between
  const open = last && time - last.time === step ? last.close : price;
  candles.push({ time, open, high: Math.max(open, price), low: Math.min(open, price), close: price });
  return true;
}

export function candlesOf(ticks: readonly Tick[], step: number): Candle[] {
  const candles: Candle[] = [];
  for (const tick of ticks) addTick(candles, tick, step);
  return candles;
}

export type Bar = readonly [time: string, open: number, high: number, low: number, close: number];

export function candlesOfBars(bars: readonly Bar[]): Candle[] {
  return bars.map(([at, open, high, low, close]) => ({ time: Date.parse(at) / 1000, open, high, low, close }));
}

export function rangeOf(candles: readonly Candle[]): readonly [low: number, high: number] | null {
  if (candles.length === 0) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const candle of candles) {
    low = Math.min(low, candle.low);
    high = Math.max(high, candle.high);
  }
  return [low, high];
}
