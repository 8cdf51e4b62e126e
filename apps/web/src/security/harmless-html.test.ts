import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHarmlessHtml } from './harmless-html.ts';

describe('markup that may be written as a string', () => {
  it.each([
    '',
    '.react-draggable-transparent-selection *::selection {all: inherit;}',
    'p95 &lt;img src=x&gt; 3 s',
    '<div style="margin: 0px 0 0;line-height:1;"><span class="a">p95</span><br/>3 s</div>',
  ])('is text, a style sheet, or a tooltip: %s', (text) => {
    expect(isHarmlessHtml(text)).toBe(true);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<div onclick="alert(1)">x</div>',
    '<script>alert(1)</script>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<div style="x" onmouseover="alert(1)">',
    "<div style='x'>",
    '<div style="><img src=x onerror=alert(1)>">',
    '<DIV>',
    '<di<b>v onclick=alert(1)>',
    '<!--<b>--><img src=x>',
    '<math><mi></mi></math>',
    '</noscript><template>',
    '<div',
  ])('is nothing else: %s', (text) => {
    expect(isHarmlessHtml(text)).toBe(false);
  });

  it('has no tag but the known ones, however texts are put together', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<b>',
      '</b>',
      '<div style="',
      '"',
      '/',
      'img ',
      'onerror=1',
      ' ',
      '<br/>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        // The first tag of a parser: a letter, a slash, ! or ? after the bracket.
        const opened = [...text.matchAll(/<[a-z/!?][^>]*>?/gi)].map(([tag]) => tag);
        const isKnown = opened.every((tag) => /^<\/?(?:b|br|div)(?: style="[^"<>]*")*\s*\/?>$/.test(tag));
        if (!isKnown) expect(isHarmlessHtml(text)).toBe(false);
      }),
    );
  });
});
