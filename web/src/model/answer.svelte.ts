/** What a question was last answered. Asking again gives up on the question before; its answer stays until then. */
import { Problem } from '../wire/client';

const busy = 503;

export class Answer<T> {
  value = $state.raw<T | null>(null);
  /** Why there is no answer to the last question. */
  problem = $state.raw<Problem | null>(null);

  /** To be called in an effect, which ends the question when it asks another one. */
  ask(question: (signal: AbortSignal) => Promise<T>): () => void {
    const asked = new AbortController();
    question(asked.signal).then(
      (value) => {
        if (asked.signal.aborted) return;
        this.value = value;
        this.problem = null;
      },
      (error: unknown) => {
        if (asked.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(0, String(error));
        // what was known a moment ago is better than that the server is busy
        if (problem.status !== busy || this.value === null) this.problem = problem;
      },
    );
    return () => asked.abort();
  }
}
