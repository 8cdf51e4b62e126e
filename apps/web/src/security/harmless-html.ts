/**
 * Markup that can neither run nor load anything: text, and the elements that the tooltips of ECharts are made of, with `style` and
 * `class` only. A recogniser, not a sanitiser: what it does not know is refused whole.
 */
export function isHarmlessHtml(text: string): boolean {
  // Without a tag there is no element; style sheets of libraries and an empty text are set this way.
  if (!text.includes('<')) return true;
  return text.replaceAll(KNOWN_TAG, '').search(/[<>]/) === -1;
}

const KNOWN_TAG =
  /<\/?(?:b|br|div|i|li|p|small|span|strong|table|tbody|td|th|thead|tr|ul)(?:\s+(?:class|style)="[^"<>]*")*\s*\/?>/g;
