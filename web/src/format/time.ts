/** Moments as traders read them: on the exchange's clock. */
const newYork = 'America/New_York';

const clocks = new Map<string, Intl.DateTimeFormat>();
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  clocks.set(key, made);
  return made;
}

/** 2026-11-20T14:35:54Z -> 09:35:54. */
export function clock(at: string | number, withSeconds = true, zone = newYork): string {
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  if (withSeconds) options.second = '2-digit';
  return formatter(zone, options).format(typeof at === 'string' ? Date.parse(at) : at);
}

/** 2026-11-20 -> Fri 20 Nov. */
export function day(date: string): string {
  const text = formatter('UTC', { weekday: 'short', day: 'numeric', month: 'short' }).format(
    Date.parse(`${date}T12:00:00Z`),
  );
  return text.replace(',', '');
}

/** 2026-11-20 -> 20 Nov 2026: where the year is not plain. */
export const date = (text: string): string =>
  formatter('UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(`${text}T12:00:00Z`));

export const moment = (at: string, zone = newYork) =>
  `${formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(Date.parse(at)).replace(',', '')} ${clock(at, false, zone)}`;

/** What a charting library that knows UTC alone has to be told so that it shows the exchange's clock: seconds. */
export function shownAsUtc(at: string, zone = newYork): number {
  const parts = formatter(zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(Date.parse(at));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) / 1000;
}
