/** The rooms, as addresses name them. */
export const rooms = [
  'radar',
  'profile',
  'heatmaps',
  'history',
  'positioning',
  'explain',
  'laboratory',
  'research',
  'quality',
  'alerts',
  'exports',
  'settings',
] as const;
export type Room = (typeof rooms)[number];
