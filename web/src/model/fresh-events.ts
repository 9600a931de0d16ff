/** Which of a Report's events are news: a Report repeats them until the next snapshot, and of the first one all are old. */
import type { Report } from '../wire/types';

export type SessionEvent = NonNullable<Report['session']>['events'][number];

const remembered = 500; // of all symbols; a session has a few dozen

export class FreshEvents {
  private readonly known = new Set<string>();
  private readonly begun = new Set<string>();

  take(symbol: string, events: readonly SessionEvent[]): SessionEvent[] {
    const isFirst = !this.begun.has(symbol);
    this.begun.add(symbol);
    const news = events.filter((event) => this.learn(`${symbol} ${event.time} ${event.kind} ${event.text}`));
    return isFirst ? [] : news;
  }

  private learn(event: string): boolean {
    if (this.known.has(event)) return false;
    this.known.add(event);
    const [oldest] = this.known;
    if (this.known.size > remembered && oldest !== undefined) this.known.delete(oldest);
    return true;
  }
}
