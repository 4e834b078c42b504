/** Functions that run in the page. */

/**
 * Lists elements that are wider than the window or their scrolling container, and those cut off without an ellipsis.
 */
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

/** Lists running animations that change more than opacity. */
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
