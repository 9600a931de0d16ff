/** Every room but the first, in one file: what is compressed together is much smaller than ten files are. */
export { default as alerts } from './alerts/Alerts.svelte';
export { default as explain } from './explain/Explain.svelte';
export { default as exports } from './exports/Exports.svelte';
export { default as heatmaps } from './heatmaps/Heatmaps.svelte';
export { default as history } from './history/History.svelte';
export { default as laboratory } from './laboratory/Laboratory.svelte';
export { default as positioning } from './positioning/Positioning.svelte';
export { default as profile } from './profile/Profile.svelte';
export { default as quality } from './quality/Quality.svelte';
export { default as research } from './research/Research.svelte';
export { default as settings } from './settings/Settings.svelte';
