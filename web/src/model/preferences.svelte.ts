/** What a person has chosen for this browser; survives the tab. */
export interface Preferences {
  theme: 'auto' | 'dark' | 'light';
  /** Chart to the price alone, or far enough for the levels around it. */
  fit: 'price' | 'levels';
  /** Settings of the option registry by which this browser looks at a snapshot: KEY=VALUE. */
  overrides: readonly string[];
  /** The browser's notifications of what happens to the levels. */
  notify: boolean;
}

const name = 'gammafield.preferences';
const usual: Preferences = { theme: 'auto', fit: 'levels', overrides: [], notify: false };

function stored(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Preferences>) };
  } catch {
    return usual;
  }
}

class Chosen {
  values = $state.raw<Preferences>(usual);

  start(): void {
    this.values = stored();
    this.apply();
  }
  set<Name extends keyof Preferences>(which: Name, value: Preferences[Name]): void {
    this.values = { ...this.values, [which]: value };
    localStorage.setItem(name, JSON.stringify(this.values));
    this.apply();
  }
  private apply(): void {
    document.documentElement.dataset['theme'] = this.values.theme;
  }
}

export const chosen = new Chosen();
