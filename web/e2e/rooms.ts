/** The rooms, as the addresses name them. */
export const entries = [
  'radar',
  'profile',
  'heatmaps',
  'history',
  'positioning',
  'explain',
  'quality',
  'alerts',
  'exports',
  'settings',
] as const;
