/** The Reports of all symbols as they change, over one WebSocket; comes back by itself after any break. */
import { Problem, post } from './client';
import { type Operation, patched } from './patch';
import type { Report } from './types';

export type Message =
  | { type: 'report'; symbol: string; sequence: number; conflated?: number; report: Report }
  | { type: 'delta'; symbol: string; sequence: number; base: number; patch: Operation[] };

/** One symbol's newest Report. */
export interface Told {
  report: Report;
  sequence: number;
  /** By this machine's clock, milliseconds. */
  heard: number;
}

/** What a message makes of what is known; null: the two have gone apart and the whole has to be asked for. */
export function heard(known: Told | undefined, message: Message, now: number): Told | null {
  if (message.type === 'report') return { report: message.report, sequence: message.sequence, heard: now };
  if (!known || known.sequence !== message.base) return null;
  try {
    return { report: patched(known.report, message.patch), sequence: message.sequence, heard: now };
  } catch {
    return null;
  }
}

export type Line = 'connecting' | 'open' | 'lost';

export interface Listener {
  told(symbol: string, told: Told): void;
  line(state: Line, why: string): void;
  /** The server wants a token. */
  locked(): void;
}

const firstWait = 500;
const longestWait = 8_000;

export class Stream {
  private socket: WebSocket | null = null;
  private readonly known = new Map<string, Told>();
  private wait = firstWait;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;

  constructor(private readonly listener: Listener) {}

  async open(): Promise<void> {
    clearTimeout(this.timer);
    this.listener.line('connecting', '');
    const address = new URL('v1/stream', document.baseURI);
    address.protocol = address.protocol.replace('http', 'ws');
    try {
      const ticket = await post<{ ticket: string }>('v1/ticket', {});
      if (ticket?.ticket) address.searchParams.set('ticket', ticket.ticket);
    } catch (error) {
      if (error instanceof Problem && (error.status === 401 || error.status === 403)) return this.listener.locked();
      return this.later(error instanceof Problem ? error.message : 'the server cannot be reached');
    }
    if (!this.ended) this.listen(new WebSocket(address));
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private listen(socket: WebSocket): void {
    this.socket = socket;
    socket.onmessage = ({ data }) => this.take(JSON.parse(String(data)) as Message);
    socket.onopen = () => {
      this.known.clear();
      this.listener.line('open', '');
    };
    socket.onclose = ({ reason }) => {
      if (!this.ended && this.socket === socket) this.later(reason || 'the connection was lost');
    };
  }

  private take(message: Message): void {
    if (message.type !== 'report' && message.type !== 'delta') return;
    this.wait = firstWait;
    const told = heard(this.known.get(message.symbol), message, Date.now());
    if (!told) {
      this.socket?.close(); // the next connection begins with the whole Report
      return;
    }
    this.known.set(message.symbol, told);
    this.listener.told(message.symbol, told);
  }

  private later(why: string): void {
    this.listener.line('lost', why);
    if (this.ended) return;
    this.timer = setTimeout(() => void this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(2 * this.wait, longestWait);
  }
}
