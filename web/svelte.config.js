import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// a class for each component's styles: short, for it stands at every element
const numbers = new Map();
function cssHash({ filename }) {
  if (!numbers.has(filename)) numbers.set(filename, `s${numbers.size.toString(36)}`);
  return numbers.get(filename);
}

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true, cssHash } };
