/** An answer of the server that is looked at for a while: asked again as snapshots come, but not more often than needed. */
import { getJson, Problem } from '../wire/client';

export class Followed<T> {
  /** The newest; stays while the next one is on its way, so that nothing flickers. */
  answer = $state.raw<T | null>(null);
  /** What was asked to get it. */
  of = $state('');
  /** Why there is none, in the server's words. */
  problem = $state('');

  private wanted = '';
  private sequence = -1;
  private begun = 0; // milliseconds of this machine's clock
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | null = null;

  /** Milliseconds: between two questions for the same address, and before another one, for what is still changing. */
  constructor(
    private readonly every: number,
    private readonly rest = 0,
  ) {}

  /** Another address is asked at once, the same one when something new is known of it (`sequence`). */
  want(address: string, sequence: number): void {
    if (address === this.wanted && sequence === this.sequence) return;
    const isOther = address !== this.wanted;
    this.wanted = address;
    this.sequence = sequence;
    if (isOther) {
      this.running?.abort();
      this.running = null;
      this.plan(this.rest);
    } else if (this.timer === undefined && !this.running) {
      this.plan(this.begun + this.every - Date.now());
    }
  }

  /** Once more before its time, for an answer that is not whole yet. */
  again(wait: number): void {
    if (this.wanted && !this.running) this.plan(wait);
  }

  /** Nothing is wanted any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = null;
    this.wanted = '';
    this.of = '';
    this.answer = null;
    this.problem = '';
  }

  private plan(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), Math.max(0, wait));
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    if (document.hidden) return this.plan(this.every);
    const asking = new AbortController();
    const [address, sequence] = [this.wanted, this.sequence];
    this.running = asking;
    this.begun = Date.now();
    try {
      const answer = await getJson<T>(address, {}, asking.signal);
      if (asking.signal.aborted) return;
      this.answer = answer;
      this.of = address;
      this.problem = '';
    } catch (error) {
      if (asking.signal.aborted) return;
      this.problem = error instanceof Problem ? error.message : String(error);
      if (this.of !== address) {
        this.answer = null; // what is shown would be of something else
        this.of = '';
      }
    }
    this.running = null;
    if (this.sequence !== sequence) this.plan(this.begun + this.every - Date.now());
  }
}
