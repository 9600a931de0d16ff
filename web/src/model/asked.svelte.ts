/** One question to the server and its newest answer; a new question takes the place of the one under way. */
import { getJson, type Parameters, Problem } from '../wire/client';

export class Asked<T> {
  value = $state.raw<T | null>(null);
  /** Why there is no newer answer, in the server's own line. */
  problem = $state<Problem | null>(null);
  waiting = $state(false);
  private under: AbortController | null = null;

  async ask(path: string, parameters: Parameters = {}): Promise<void> {
    this.drop();
    const mine = new AbortController();
    this.under = mine;
    this.waiting = true;
    try {
      const value = await getJson<T>(path, parameters, mine.signal);
      if (this.under !== mine) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (this.under === mine) this.problem = error instanceof Problem ? error : new Problem(0, String(error));
    } finally {
      if (this.under === mine) {
        this.under = null;
        this.waiting = false;
      }
    }
  }

  /** What is under way is not wanted any more; the last answer stays. */
  drop(): void {
    this.under?.abort();
    this.under = null;
    this.waiting = false;
  }

  clear(): void {
    this.drop();
    this.value = null;
    this.problem = null;
  }
}
