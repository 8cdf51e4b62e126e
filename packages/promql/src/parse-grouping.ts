import { hasLoneSurrogate, quoteText } from './go-text.ts';
import { countNode, kindNow, unexpected, type ParserState } from './parser-state.ts';
import { labelKeywords } from './token.ts';

/** Reads `(label, "another.label")` up to its closing parenthesis, which stays under the reader. */
export function parseGrouping(state: ParserState): string[] {
  const { scanner } = state;
  const labels: string[] = [];
  if (scanner.kind !== '(') throw unexpected(state, 'grouping opts', '"("');
  scanner.advance();
  while (kindNow(state) !== ')') {
    countNode(state);
    labels.push(parseLabel(state));
    if (kindNow(state) === ',') scanner.advance();
    else if (kindNow(state) !== ')') throw unexpected(state, 'grouping opts', '"," or ")"');
  }
  return labels;
}

function parseLabel(state: ParserState): string {
  const { scanner } = state;
  if (scanner.kind !== 'string' && !labelKeywords.has(scanner.kind)) {
    throw unexpected(state, 'grouping opts', 'label');
  }
  const label = scanner.kind === 'string' ? scanner.value : scanner.raw;
  if (!isLabelName(label)) throw scanner.refusal('grouping_label', { label: quoteText(label) });
  scanner.advance();
  return label;
}

/** Any text of UTF-8 that is not empty; half a pair of surrogates stands for a byte that is none. */
function isLabelName(label: string): boolean {
  return label !== '' && !hasLoneSurrogate(label);
}
