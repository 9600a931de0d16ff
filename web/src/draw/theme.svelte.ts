/** Counts changes of the theme, by choice or by the system, for what is drawn and not styled. */
class ThemeChanges {
  count = $state(0);

  constructor() {
    const again = () => {
      this.count += 1;
    };
    new MutationObserver(again).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  }
}
export const themeChanges = new ThemeChanges();
