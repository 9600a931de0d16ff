/** The browser's own notifications of what happened to the levels, for those who asked for them and while the page is open. */
import { clock } from '../format/time';
import { FreshEvents, type SessionEvent } from './fresh-events';
import type { live } from './live.svelte';
import { chosen } from './preferences.svelte';

export type Allowed = 'granted' | 'denied' | 'default' | 'impossible';

const words: Readonly<Record<string, string>> = {
  wall_elected: 'a wall stands',
  wall_gone: 'a wall is gone',
  wall_migrated: 'a wall moved',
  wall_tested: 'a wall is tested',
  wall_held: 'a wall held',
  wall_broken: 'a wall is broken',
  wall_reclaimed: 'a wall is reclaimed',
  regime_changed: 'the regime changed',
  flip_crossed: 'price crossed the Gamma Flip',
};

class Notices {
  allowed = $state<Allowed>('Notification' in window ? Notification.permission : 'impossible');
  private readonly fresh = new FreshEvents();

  /** To be called by a click alone: browsers ask then, and people know why. */
  async permit(): Promise<void> {
    if (this.allowed === 'impossible') return;
    this.allowed = await Notification.requestPermission();
    chosen.set('notify', this.allowed === 'granted');
  }

  watch(told: typeof live.told): void {
    for (const [symbol, { report }] of Object.entries(told)) {
      const news = this.fresh.take(symbol, report.session?.events ?? []);
      if (!chosen.values.notify || this.allowed !== 'granted') continue;
      for (const event of news) this.show(symbol, event);
    }
  }

  private show(symbol: string, { kind, time, text }: SessionEvent): void {
    const what = words[kind];
    if (!what) return; // ends of attempts and notes on data are no news that should disturb
    new Notification(`${symbol}: ${what}`, {
      body: `${text} (${clock(time)} New York). Context, not a signal.`,
      tag: `${symbol} ${kind} ${time}`,
    });
  }
}

export const notices = new Notices();
