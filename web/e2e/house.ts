/** A real `gammafield serve`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const program =
  process.env['GAMMAFIELD'] ?? fileURLToPath(new URL('../../build/release/gammafield', import.meta.url));

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = any;

const ownStudies = 4;

export class House {
  private constructor(
    private readonly child: ChildProcess,
    readonly address: string,
    private readonly arguments_: readonly string[],
  ) {}

  /** `--listen` is chosen by the system unless told. */
  static async open(arguments_: readonly string[] = [], listen = '127.0.0.1:0'): Promise<House> {
    const child = spawn(program, ['serve', '--listen', listen, ...arguments_], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const address = await Promise.race([
      once(lines, 'line').then(([line]) => String(line)),
      once(child, 'exit').then(() => {
        throw new Error(`the server did not start: ${errors}`);
      }),
    ]);
    return new House(child, address.trim().replace(/\/$/, ''), arguments_);
  }

  async json<T = Answer>(path: string): Promise<T> {
    const response = await fetch(`${this.address}/v1/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  async post(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.address}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  /** The played day at a moment, standing still. */
  async standAt(at: string): Promise<void> {
    await this.post('replay', { paused: true });
    await this.post('replay', { at });
  }
  /** Waits until the API says so. */
  async until<T = Answer>(path: string, holds: (answer: T) => boolean, seconds = 60): Promise<T> {
    for (const end = Date.now() + seconds * 1000; ; ) {
      const answer = await this.json<T>(path).catch(() => null);
      if (answer !== null && holds(answer)) return answer;
      if (Date.now() > end) throw new Error(`${path}: not within ${seconds} s`);
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  /** Its own studies, of the days before the one that is played, are there, beside `others`. */
  async studied(others = 0): Promise<void> {
    await this.until('research', ({ studies }) => studies.length === ownStudies + others);
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }
  /** Another one at the same address. */
  again(): Promise<House> {
    return House.open(this.arguments_, new URL(this.address).host);
  }
  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}
