/** Keys that work wherever nothing is being typed. */
import { status } from '../model/status.svelte';
import { view } from '../model/view.svelte';
import { entries } from './rooms';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}
const isPressing = (target: EventTarget | null) => target instanceof HTMLElement && target.tagName === 'BUTTON';

export function takeKey(event: KeyboardEvent, openPalette: () => void): void {
  const isPalette = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
  if (isPalette || (event.key === '/' && !isTyping(event.target))) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector('dialog[open]')) return;
  const entry = entries.find(({ key }) => key === event.key);
  if (entry) view.go(entry.room);
  else if (event.key === ' ' && status.playing && !isPressing(event.target)) {
    event.preventDefault();
    void status.lead({ paused: !status.playing.paused });
  }
}
