/** Steps through a day's moments by itself: so many a second. */
export const paces = [1, 2, 5, 10, 30] as const;

export class Playback {
  playing = $state(false);
  /** Moments a second. */
  pace = $state<number>(5);
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `step` goes on by one, and says whether there was one to go to. */
  constructor(private readonly step: () => boolean) {}

  toggle(): void {
    if (this.playing) this.stop();
    else this.start();
  }
  setPace(pace: number): void {
    this.pace = pace;
    if (this.playing) this.start();
  }
  stop(): void {
    clearInterval(this.timer);
    this.playing = false;
  }
  private start(): void {
    clearInterval(this.timer);
    this.playing = true;
    this.timer = setInterval(() => {
      if (!document.hidden && !this.step()) this.stop();
    }, 1_000 / this.pace);
  }
}
