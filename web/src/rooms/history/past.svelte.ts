/** What is recorded of a symbol: its days, one day's moments and events, and the Reports of moments looked at. */
import { getJson } from '../../wire/client';
import type { Report } from '../../wire/types';
import { Reports } from './reports';
import type { EventRow, Row, Session } from './wire';

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

export class Past {
  /** The newest last; null: not known yet. */
  sessions = $state.raw<readonly Session[] | null>(null);
  rows = $state.raw<readonly Row[]>([]);
  events = $state.raw<readonly EventRow[]>([]);
  /** Which day `rows` and `events` are of. */
  date = $state('');
  problem = $state('');
  readonly reports: Reports;
  private under: AbortController | null = null;

  constructor(private readonly symbol: string) {
    this.reports = new Reports((asOf) => getJson<Report>(this.path('report', '/at'), { as_of: asOf }));
  }

  async loadSessions(): Promise<void> {
    try {
      const { sessions } = await getJson<{ sessions: Session[] }>(this.path('sessions'));
      this.sessions = [...sessions].sort((a, b) => a.date.localeCompare(b.date));
      this.problem = '';
    } catch (error) {
      this.problem = words(error);
    }
  }

  async loadDay(session: Session): Promise<void> {
    this.under?.abort();
    const mine = new AbortController();
    this.under = mine;
    if (this.date !== session.date) {
      this.rows = [];
      this.events = [];
    }
    this.date = session.date;
    try {
      const [rows, events] = await this.between(session.from, session.to, mine.signal);
      if (this.under !== mine) return;
      this.rows = rows;
      this.events = events;
      this.problem = '';
    } catch (error) {
      if (this.under === mine) this.problem = words(error);
    } finally {
      if (this.under === mine) this.under = null;
    }
  }

  /** What has come since, of the day that goes on. */
  async follow(): Promise<void> {
    const last = this.rows.at(-1)?.as_of;
    if (!last || this.under) return;
    const mine = new AbortController();
    this.under = mine;
    try {
      const [rows, events] = await this.between(last, undefined, mine.signal);
      if (this.under !== mine) return;
      const fresh = rows.filter((row) => row.as_of > last && row.session_date === this.date);
      const told = events.filter((event) => event.at > last);
      if (fresh.length > 0) this.rows = [...this.rows, ...fresh];
      if (told.length > 0) this.events = [...this.events, ...told];
    } catch {
      // the next call asks again; what is known stays true
    } finally {
      if (this.under === mine) this.under = null;
    }
  }

  close(): void {
    this.under?.abort();
    this.under = null;
  }

  private async between(from: string, to: string | undefined, signal: AbortSignal): Promise<[Row[], EventRow[]]> {
    const [{ history }, { events }] = await Promise.all([
      getJson<{ history: Row[] }>(this.path('history'), { from, to }, signal),
      getJson<{ events: EventRow[] }>(this.path('events'), { from, to }, signal),
    ]);
    return [history, events];
  }

  private path(what: string, after = ''): string {
    return `v1/${what}/${encodeURIComponent(this.symbol)}${after}`;
  }
}
