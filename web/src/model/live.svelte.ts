/** What the server tells, as the page sees it: at most once a frame, however fast it comes. */
import { type Line, Stream, type Told } from '../wire/stream';

const hiddenEvery = 1_000; // a page that nobody sees is told once a second, for its title

class Live {
  /** By symbol; the object is another one whenever anything changes. */
  told = $state.raw<Readonly<Record<string, Told>>>({});
  line = $state<Line>('connecting');
  why = $state('');
  locked = $state(false);
  /** This machine's clock, milliseconds, a new one each second: for ages. */
  now = $state(Date.now());

  private waiting: Record<string, Told> = {};
  private due = false;
  private stream: Stream | null = null;

  start(): void {
    setInterval(() => {
      this.now = Date.now();
    }, 1_000);
    this.reopen();
  }

  reopen(): void {
    this.stream?.close();
    this.locked = false;
    this.stream = new Stream({
      told: (symbol, told) => {
        this.waiting[symbol] = told;
        this.schedule();
      },
      line: (line, why) => {
        this.line = line;
        this.why = why;
      },
      locked: () => {
        this.locked = true;
      },
    });
    void this.stream.open();
  }

  get symbols(): string[] {
    return Object.keys(this.told).sort();
  }

  private schedule(): void {
    if (this.due) return;
    this.due = true;
    const tell = () => {
      this.due = false;
      this.told = { ...this.told, ...this.waiting };
      this.waiting = {};
    };
    if (document.hidden) setTimeout(tell, hiddenEvery);
    else requestAnimationFrame(tell);
  }
}

export const live = new Live();
