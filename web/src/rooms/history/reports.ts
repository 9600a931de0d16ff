/** Reports of recorded moments, kept as they come: what was never changes. */
import type { Report } from '../../wire/types';

export type Fetch = (asOf: string) => Promise<Report>;

export class Reports {
  private readonly kept = new Map<string, Report>();
  private readonly under = new Map<string, Promise<Report>>();

  constructor(
    private readonly fetch: Fetch,
    /** Of about 10 kB each. */
    private readonly most = 400,
    /** Requests at a time, so that the moment looked at does not wait behind those fetched ahead. */
    private readonly together = 3,
  ) {}

  get(asOf: string): Report | undefined {
    return this.kept.get(asOf);
  }

  async want(asOf: string): Promise<Report> {
    const known = this.kept.get(asOf);
    if (known) return known;
    let asked = this.under.get(asOf);
    if (!asked) {
      asked = this.fetch(asOf).then((report) => this.keep(asOf, report));
      this.under.set(asOf, asked);
      const done = () => this.under.delete(asOf);
      asked.then(done, done);
    }
    return asked;
  }

  /** The moments that will be looked at next, as far as there is room for more requests. */
  ahead(moments: readonly string[]): void {
    for (const asOf of moments) {
      if (this.under.size >= this.together) return;
      if (!this.kept.has(asOf)) this.want(asOf).catch(() => undefined); // asked for again when it is looked at
    }
  }

  private keep(asOf: string, report: Report): Report {
    this.kept.set(asOf, report);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
    return report;
  }
}
