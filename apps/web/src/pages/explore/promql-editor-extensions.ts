import {
  acceptCompletion,
  startCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, type KeyBinding } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { categorical, fonts, palettes, statusColours, type Mode } from '../../theme/tokens.ts';
import type { KeyOf } from '../../shell/listed-keys.ts';
import { createCompletionClient } from './completion-client.ts';

/** What the editor calls. */
export interface EditorCalls {
  readonly onRun: () => void;
  /** -1 = the query before, 1 = the query after the shown one in the history. */
  readonly onHistory: (by: -1 | 1) => void;
}

/** The PromQL editor: completion from the datasource, brackets, history, Ctrl+Enter runs; Tab leaves the editor. */
export function promqlExtensions(mode: Mode, base: string, label: string, calls: EditorCalls): Extension[] {
  const promql = new PromQLExtension()
    .activateLinter(false)
    .setComplete({ remote: createCompletionClient(base), maxMetricsMetadata: 10_000 });
  return [
    Prec.highest(
      keymap.of([
        listed('Mod-Enter', () => calls.onRun()),
        listed('Alt-ArrowUp', () => calls.onHistory(-1)),
        listed('Alt-ArrowDown', () => calls.onHistory(1)),
        { key: completeKey, run: startCompletion },
        // Only while a completion is shown; otherwise Tab moves on, so that the editor is no trap.
        { key: 'Tab', run: acceptCompletion },
      ]),
    ),
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    promql.asExtension(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    placeholder('Metric or PromQL expression'),
    editorTheme(mode),
    syntaxHighlighting(highlight(mode)),
  ];
}

/** The editor's own key for completions, said once more so that it is the one of the list. */
const completeKey: KeyOf<'query'> = 'Ctrl-Space';

function listed(key: KeyOf<'query'>, run: () => void): KeyBinding {
  return { key, run: () => (run(), true) };
}

function editorTheme(mode: Mode): Extension {
  const palette = palettes[mode];
  return EditorView.theme(
    {
      '&': { fontSize: '13px', color: palette.text, backgroundColor: 'transparent' },
      '&.cm-focused': { outline: 'none' },
      '.cm-scroller': { fontFamily: fonts.mono, lineHeight: '20px' },
      '.cm-content': { padding: '5px 0', caretColor: palette.text },
      '.cm-cursor': { borderLeftColor: palette.text },
      '.cm-placeholder': { color: palette.textMuted },
      '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
        backgroundColor: palette.accentSubtle,
      },
      '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
        backgroundColor: palette.accentSubtle,
        outline: `1px solid ${palette.accent}`,
      },
      '.cm-tooltip': {
        backgroundColor: palette.raised,
        border: `1px solid ${palette.border}`,
        borderRadius: '6px',
        color: palette.text,
      },
      '.cm-tooltip-autocomplete > ul': { fontFamily: fonts.mono, fontSize: '13px', maxHeight: '16em' },
      '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
      '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
        backgroundColor: palette.accentSubtle,
        color: palette.text,
      },
      '.cm-completionDetail': { color: palette.textMuted },
      '.cm-completionInfo': {
        fontFamily: fonts.sans,
        fontSize: '13px',
        padding: '6px 10px',
        maxWidth: '320px',
      },
      '.cm-lintRange-error': {
        backgroundImage: 'none',
        textDecoration: `underline wavy ${statusColours[mode].failed.ink}`,
      },
    },
    { dark: mode === 'dark' },
  );
}

function highlight(mode: Mode): HighlightStyle {
  const slot = (index: number) => categorical[mode][index] ?? palettes[mode].text;
  return HighlightStyle.define([
    { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: slot(0), fontWeight: '600' },
    { tag: tags.function(tags.variableName), color: slot(0) },
    { tag: tags.string, color: statusColours[mode].healthy.ink },
    { tag: [tags.number, tags.literal], color: slot(1) },
    { tag: tags.labelName, color: palettes[mode].textSecondary },
    { tag: tags.comment, color: palettes[mode].textMuted },
    { tag: tags.invalid, color: statusColours[mode].failed.ink },
  ]);
}
