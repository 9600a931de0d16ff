/** An answer that is asked for again as what it is of changes, but never more often than told. */
import { address, getJson, type Problem } from '../wire/client';

type Query = Parameters<typeof address>[1];

export class Polled<T> {
  value = $state.raw<T | null>(null);
  /** Why there is none, or none newer. */
  problem = $state.raw<Problem | null>(null);

  private asked = '';
  private stamp: unknown;
  private last = 0;
  private request: AbortController | null = null;

  constructor(private readonly every: number) {}

  /** `stamp` changes when the answer may have; called as often as one likes. Another address is asked at once. */
  ask(path: string, parameters: Query, stamp: unknown): void {
    const wanted = address(path, parameters);
    const now = Date.now();
    if (wanted !== this.asked) this.stop();
    else if (this.request || stamp === this.stamp || now - this.last < this.every) return;
    if (document.hidden) return;
    [this.asked, this.stamp, this.last] = [wanted, stamp, now];
    void this.fetch(wanted);
  }

  stop(): void {
    this.request?.abort();
    this.request = null;
  }

  private async fetch(wanted: string): Promise<void> {
    const request = new AbortController();
    this.request = request;
    try {
      const value = await getJson<T>(wanted, {}, request.signal);
      if (this.request !== request) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (this.request !== request) return;
      this.problem = error as Problem;
    }
    this.request = null;
  }
}
