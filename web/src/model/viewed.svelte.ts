/** The newest Report as this browser looks at it: by its own settings and choice of expiries, else the server's. */
import { address } from '../wire/client';
import type { Report } from '../wire/types';
import { Followed } from './followed.svelte';
import { chosen } from './preferences.svelte';

/** What every question about a snapshot is asked with. */
export interface Question {
  set: readonly string[];
  expiries: string | null;
}

const anew = 2_000; // milliseconds: each is an analysis of its own

export class Viewed {
  private readonly asked = new Followed<Report>(anew);
  readonly problem = $derived(this.asked.problem);

  /** To be called in an effect, with every snapshot and choice. */
  look(symbol: string, { set, expiries }: Question, sequence: number): void {
    if (set.length === 0 && expiries === null) this.asked.stop();
    else this.asked.want(address(`v1/report/${encodeURIComponent(symbol)}`, { set, expiries }), sequence);
  }
  /** The server's own until there is another. */
  instead(told: Report): Report {
    return this.asked.answer ?? told;
  }
  stop(): void {
    this.asked.stop();
  }
}

/** With the expiries of the address, where those are not all. */
export const questionOf = (expiries: string): Question => ({
  set: chosen.values.overrides,
  expiries: expiries === '' || expiries === 'all' ? null : expiries,
});
