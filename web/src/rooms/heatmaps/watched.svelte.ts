/** The field of a session: fetched once, then a column more with each snapshot. */
import { untrack } from 'svelte';
import { appended, columnOf, type Field, fieldOf } from '../../model/field';
import { Followed } from '../../model/followed.svelte';
import { address } from '../../wire/client';
import type { FieldAnswer, ProfileAnswer } from '../../wire/types';

export const step = 60; // seconds of the session a column
const againAfter = 20_000; // milliseconds: what was missed while nobody looked is fetched, but not all the time

const moreAfter = 300; // milliseconds: of a recorded day an answer brings as many columns as it had time for

export interface Wanted {
  symbol: string;
  /** A recorded day; empty: the one that is going on. */
  session: string;
  range: string;
}

export class Watched {
  field = $state.raw<Field | null>(null);
  session = $state('');
  /** Columns that the server has still to compute. */
  missing = $state(0);

  private readonly whole = new Followed<FieldAnswer>(againAfter);
  private readonly newest = new Followed<ProfileAnswer>(1_000);
  private fetches = 0;
  private taken: FieldAnswer | null = null;

  readonly problem = $derived(this.whole.problem);

  /** To be called again with every snapshot and choice. */
  look({ symbol, session, range }: Wanted, spot: number, sequence: number): void {
    this.whole.want(address(`v1/field/${symbol}`, { session, range, step }), this.fetches);
    if (session !== '' || !this.field) {
      this.newest.stop();
      return;
    }
    const { prices } = this.field;
    const reach = Math.max(1 - (prices[0] ?? spot) / spot, (prices.at(-1) ?? spot) / spot - 1);
    const cover = Math.ceil(200 * reach + 0.2) / 2; // percent, in halves: the question stays the same while spot trembles
    this.newest.want(address(`v1/profile/${symbol}`, { range: cover, points: 201 }), sequence);
  }

  /** Takes what has come; to be called in an effect of its own. */
  take(): void {
    const { answer } = this.whole;
    if (!answer) {
      this.field = null;
      this.taken = null;
    } else if (answer !== this.taken) {
      this.taken = answer;
      this.field = fieldOf(answer.field, step * 1_000);
      this.session = answer.field.session;
      this.missing = answer.field.columns_missing;
      if (this.missing > 0) this.whole.again(moreAfter);
    }
  }
  append(): void {
    const profile = this.newest.answer?.profile;
    const field = untrack(() => this.field);
    if (!profile || !field) return;
    const at = Date.parse(profile.as_of);
    const last = field.columns.at(-1)?.at ?? at;
    if (at - last > 3 * field.step) this.fetches += 1; // asked for with the next snapshot
    const spots = Float64Array.from(profile.points, ({ spot }) => spot);
    const values = Float64Array.from(profile.points, (point) => point.net_gex_usd_per_1pct);
    this.field = appended(field, columnOf(field, at, profile.spot, spots, values));
  }
  stop(): void {
    this.whole.stop();
    this.newest.stop();
  }
}
