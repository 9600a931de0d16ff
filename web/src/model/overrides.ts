/** KEY=VALUE of this browser, as a map. */
export function mapOf(overrides: readonly string[]): Map<string, string> {
  return new Map(
    overrides.map((each) => {
      const at = each.indexOf('=');
      return [each.slice(0, at), each.slice(at + 1)];
    }),
  );
}

export const listOf = (map: ReadonlyMap<string, string>): string[] => [...map].map(([key, value]) => `${key}=${value}`);
