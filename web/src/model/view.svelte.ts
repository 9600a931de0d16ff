/** What is looked at, kept in the address: a link restores the view. #/SPX+NDX/radar?expiries=0dte */

import { type Room, rooms } from './rooms';

export type { Room } from './rooms';

export interface Place {
  symbols: readonly string[];
  room: Room;
  parameters: Readonly<Record<string, string>>;
}

const isRoom = (name: string): name is Room => (rooms as readonly string[]).includes(name);

export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [symbols = '', room = ''] = path.split('/');
  return {
    symbols: decodeURIComponent(symbols).split('+').filter(Boolean).slice(0, 4),
    room: isRoom(room) ? room : 'radar',
    parameters: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function hashOf({ symbols, room, parameters }: Place): string {
  const query = new URLSearchParams(parameters).toString();
  return `#/${symbols.map(encodeURIComponent).join('+')}/${room}${query ? `?${query}` : ''}`;
}

const lastName = 'gammafield.view';

class View {
  place = $state.raw<Place>(placeOf(''));

  start(): void {
    this.place = placeOf(location.hash || localStorage.getItem(lastName) || '');
    window.addEventListener('hashchange', () => {
      this.place = placeOf(location.hash);
      this.write(true);
    });
    this.write(true);
  }

  get room(): Room {
    return this.place.room;
  }
  get symbols(): readonly string[] {
    return this.place.symbols;
  }

  /** What goes along from room to room: which expiries are looked at. */
  get kept(): Record<string, string> {
    const { expiries } = this.place.parameters;
    return expiries ? { expiries } : {};
  }
  /** To another room. */
  go(room: Room, parameters: Record<string, string> = this.kept): void {
    this.change({ ...this.place, room, parameters }, false);
  }
  show(symbols: readonly string[]): void {
    this.change({ ...this.place, symbols }, false);
  }

  get(name: string, otherwise: string): string {
    return this.place.parameters[name] ?? otherwise;
  }
  /** null takes it out of the address. */
  set(name: string, value: string | null): void {
    const parameters = { ...this.place.parameters };
    if (value === null) delete parameters[name];
    else parameters[name] = value;
    this.change({ ...this.place, parameters }, true);
  }

  private change(place: Place, quietly: boolean): void {
    this.place = place;
    this.write(quietly);
  }
  private write(quietly: boolean): void {
    const hash = hashOf(this.place);
    localStorage.setItem(lastName, hash);
    if (hash === location.hash) return;
    if (quietly) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  }
}

export const view = new View();
