/** What an address last answered. Asking again gives up on the question before; what was answered stays until then. */
import { Problem } from '../wire/client';

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
        this.problem = error instanceof Problem ? error : new Problem(0, String(error));
      },
    );
    return () => asked.abort();
  }
}
