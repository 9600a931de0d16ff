/** What is asked of the server: its own origin alone. */

/** Why there is no answer, in the server's own line. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const tokenName = 'gammafield.token';
/** For servers that others reach; kept for this tab alone. */
export const token = {
  get: () => sessionStorage.getItem(tokenName),
  set: (value: string) => sessionStorage.setItem(tokenName, value),
};

export type Parameters = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** `v1/levels/SPX` and its parameters, as an address below the page's own. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return new Problem(response.status, detail ?? title ?? text);
  } catch {
    return new Problem(response.status, text.slice(0, 200) || `the server answered ${response.status}`);
  }
}

/** Milliseconds. What has to be computed waits a second on the server; when it is busy for longer it says 503. */
const waits = [500, 1_000, 2_000, 4_000];

const pause = (milliseconds: number, signal?: AbortSignal | null) =>
  new Promise<void>((done, failed) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      failed(signal.reason);
    });
  });

/** A question, not a command: asked again while the server is busy. */
async function askedUntilAnswered(where: string, signal?: AbortSignal): Promise<Response> {
  for (const wait of waits) {
    try {
      return await asked(where, signal ? { signal } : {});
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 503) throw error;
      await pause(wait * (0.75 + Math.random() / 2), signal);
    }
  }
  return asked(where, signal ? { signal } : {});
}

async function asked(where: string, options: RequestInit): Promise<Response> {
  const headers = new Headers(options.headers);
  const known = token.get();
  if (known) headers.set('Authorization', `Bearer ${known}`);
  let response: Response;
  try {
    response = await fetch(where, { ...options, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'the server cannot be reached');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function getJson<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const response = await askedUntilAnswered(address(path, parameters), signal);
  return (await response.json()) as T;
}

export interface TextAnswer {
  text: string;
  /** What the form has no room for, said beside it. */
  remarks: string | null;
}

export async function getText(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<TextAnswer> {
  const response = await askedUntilAnswered(address(path, parameters), signal);
  return { text: await response.text(), remarks: response.headers.get('gammafield-remarks') };
}

export async function post<T>(path: string, body: unknown): Promise<T | null> {
  const response = await asked(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : null;
}
