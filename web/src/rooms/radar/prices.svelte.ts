/** One symbol's candles of the session that is going on: the server's, and what has come since. */
import { getJson } from '../../wire/client';
import type { Report } from '../../wire/types';
import { addTick, type Candle, candlesOf, candlesOfBars } from './candles';
import type { BarsAnswer, HistoryAnswer } from './report';

export const step = 60; // seconds
const tooFarBack = 5 * step; // a price so much older than the last candle is of another run of the day

export class Prices {
  list: Candle[] = [];
  /** Changes with every price. */
  revision = $state(0);
  /** Changes when candles other than the last one did. */
  generation = $state(0);

  private session = '';
  private loading: AbortController | null = null;

  /** The newest Report: its spot, and where it begins another day the candles of that. */
  take({ symbol, session_date: session, as_of, spot }: Report): void {
    const at = Date.parse(as_of);
    const last = this.list.at(-1);
    if (session !== this.session || (last && at / 1000 < last.time - tooFarBack)) {
      this.session = session;
      this.list = [];
      void this.load(symbol);
    }
    if (addTick(this.list, { at, price: spot }, step)) this.revision += 1;
  }

  /** What the server knows, in place of what is here; prices are missed while nobody looks. */
  async load(symbol: string): Promise<void> {
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    const candles = await candlesFrom(symbol, this.session, loading.signal);
    if (this.loading !== loading || candles.length === 0) return;
    const newest = candles.at(-1)?.time ?? 0;
    this.list = [...candles, ...this.list.filter(({ time }) => time > newest)];
    this.generation += 1;
    this.revision += 1;
  }

  stop(): void {
    this.loading?.abort();
    this.loading = null;
  }
}

async function candlesFrom(symbol: string, session: string, signal: AbortSignal): Promise<Candle[]> {
  const place = encodeURIComponent(symbol);
  try {
    const { bars } = await getJson<BarsAnswer>(`v1/bars/${place}`, { session, step }, signal);
    return candlesOfBars(bars);
  } catch {
    // not every feed has prices of its own; snapshots have one each
  }
  try {
    const { history } = await getJson<HistoryAnswer>(`v1/history/${place}`, { from: session }, signal);
    const rows = history.filter((row) => row.session_date === session);
    return candlesOf(
      rows.map(({ as_of, spot }) => ({ at: Date.parse(as_of), price: spot })),
      step,
    );
  } catch {
    return []; // nothing is recorded: candles begin with this page
  }
}
