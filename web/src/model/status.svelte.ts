/** How the server stands: its feeds, and the played day where there is one. Asked every few seconds. */
import { getJson, Problem, post } from '../wire/client';
import type { Ready, ReplayState } from '../wire/types';

const every = 3_000;

class Status {
  ready = $state.raw<Ready | null>(null);
  /** null: what comes is live. */
  playing = $state.raw<ReplayState | null>(null);
  version = $state('');

  start(): void {
    void this.ask();
    setInterval(() => {
      if (!document.hidden) void this.ask();
    }, every);
    getJson<{ version: string }>('v1/version').then(
      ({ version }) => {
        this.version = version;
      },
      () => undefined,
    );
  }

  /** Pause, pace or skip forward in the played day. */
  async lead(how: { paused?: boolean; speed?: number; at?: string }): Promise<void> {
    await post('v1/replay', how);
    await this.ask();
  }

  private async ask(): Promise<void> {
    const [ready, playing] = await Promise.all([readyOf(), playingOf()]);
    this.ready = ready;
    if (playing !== undefined) this.playing = playing;
  }
}

async function readyOf(): Promise<Ready | null> {
  try {
    // 503 carries the feeds' states as well
    const response = await fetch('v1/ready');
    return (await response.json()) as Ready;
  } catch {
    return null;
  }
}

async function playingOf(): Promise<ReplayState | null | undefined> {
  try {
    return await getJson<ReplayState>('v1/replay');
  } catch (error) {
    return error instanceof Problem && error.status === 404 ? null : undefined;
  }
}

export const status = new Status();
