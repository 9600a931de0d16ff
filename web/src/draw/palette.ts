/** The page's colours as a canvas takes them: custom properties, resolved for the theme in force. */
const names = [
  'page',
  'surface',
  'raised',
  'line',
  'line-strong',
  'text',
  'text-soft',
  'accent',
  'positive',
  'negative',
  'flip',
  'spot',
  'call',
  'put',
  'oi-call',
  'oi-put',
  'zone',
  'cluster',
  'tested',
  'broken',
] as const;
type Name = (typeof names)[number];
export type Palette = Readonly<Record<Name, string>> & { readonly font: string; readonly dark: boolean };

const known = new Map<string, Palette>();

/** Reading styles makes the browser lay the page out, hence once a theme. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const dark = usedScheme() === 'dark';
  const key = dark ? 'dark' : 'light';
  const found = known.get(key);
  if (found) return found;
  const probe = document.createElement('span');
  element.parentElement?.append(probe);
  const resolved = {} as Record<Name, string>;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    resolved[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  const palette = { ...resolved, font: style.fontFamily, dark };
  known.set(key, palette);
  return palette;
}

export function usedScheme(): 'dark' | 'light' {
  const told = document.documentElement.dataset['theme'];
  if (told === 'dark' || told === 'light') return told;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** rgb(…) of the palette with another opacity. */
export function faded(colour: string, opacity: number): string {
  const parts = colour.match(/[\d.]+/g)?.slice(0, 3) ?? ['0', '0', '0'];
  return `rgb(${parts.join(' ')} / ${opacity})`;
}
