/** What an address last answered. Asking again gives up on the question before; what was answered stays until then. */
import { Problem } from '../wire/client';

const busy = 503;
const busyWait = 2_000; // milliseconds until a server that had no time is asked again

export class Answer<T> {
  value = $state.raw<T | null>(null);
  /** Why there is no answer to the last question. */
  problem = $state.raw<Problem | null>(null);

  /** To be called in an effect, which ends the question when it asks another one. */
  ask(question: (signal: AbortSignal) => Promise<T>): () => void {
    const asked = new AbortController();
    let again: ReturnType<typeof setTimeout>;
    const failed = (error: unknown) => {
      if (asked.signal.aborted) return;
      const problem = error instanceof Problem ? error : new Problem(0, String(error));
      if (problem.status === busy) again = setTimeout(once, busyWait);
      // what was known a moment ago is better than that the server is busy
      if (problem.status !== busy || this.value === null) this.problem = problem;
    };
    const once = () => {
      question(asked.signal).then((value) => {
        if (asked.signal.aborted) return;
        this.value = value;
        this.problem = null;
      }, failed);
    };
    once();
    return () => {
      asked.abort();
      clearTimeout(again);
    };
  }
}
