/** Functions that run in the page. */

/** What is wider than its window, or than the part of it that scrolls; the list of what is cut off without an ellipsis. */
export function overflow(): string[] {
  const name = (element: Element): string => `${element.localName}.${element.className}`.slice(0, 80);
  const found: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the window scrolls sideways: ${scrollWidth} > ${clientWidth}`);
  for (const element of document.body.querySelectorAll('*')) {
    const { overflowX } = getComputedStyle(element);
    const scrolls = overflowX === 'auto' || overflowX === 'scroll';
    if (scrolls && element.scrollWidth > element.clientWidth)
      found.push(`${name(element)} scrolls sideways: ${element.scrollWidth} > ${element.clientWidth}`);
  }
  for (const element of document.querySelectorAll('button, input, textarea, select, a[href]')) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 1 && element.checkVisibility() && (left < -1 || right > window.innerWidth + 1))
      found.push(`${name(element)} is outside of the window: ${Math.round(left)} to ${Math.round(right)}`);
  }
  return found;
}

/** Animations under way that change more than how opaque something is. */
export function movement(): string[] {
  const harmless = new Set(['offset', 'computedOffset', 'easing', 'composite', 'opacity', 'animationTimingFunction']);
  return document.getAnimations().flatMap((animation) => {
    const { effect, playState } = animation;
    if (playState !== 'running' || !(effect instanceof KeyframeEffect)) return [];
    const changes = new Set(effect.getKeyframes().flatMap((frame) => Object.keys(frame)));
    const moving = [...changes].filter((property) => !harmless.has(property));
    const { target } = effect;
    return moving.length > 0 ? [`${target?.localName}.${target?.className}: ${moving.join(', ')}`] : [];
  });
}
