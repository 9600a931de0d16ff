/** A count that goes up every so many seconds while the page is seen: what an effect reads to ask again. */
import { live } from './live.svelte';

export class Beat {
  count = $state(0);

  /** To be called where a component is made. */
  constructor(seconds: number) {
    let last = live.now;
    $effect(() => {
      if (document.hidden || live.now - last < seconds * 1_000) return;
      last = live.now;
      this.count += 1;
    });
  }
}
