import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { promqlExtensions } from './promql-editor-extensions.ts';
import { offsetOf, type QueryError } from './query-error.ts';

/** A CodeMirror editor for one query; the text belongs to the caller, the error is underlined where it points. */
export function PromqlEditor(props: {
  readonly text: string;
  readonly base: string;
  readonly label: string;
  readonly error: QueryError | undefined;
  readonly isFirst: boolean;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onHistory: (by: -1 | 1) => void;
}) {
  const { text, base, label, error, isFirst } = props;
  const { mode } = usePreferences();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const calls = useRef(props);
  useEffect(() => {
    calls.current = props;
  });

  useEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: calls.current.text,
        extensions: [
          promqlExtensions(mode, base, label, {
            onRun: () => calls.current.onRun(),
            onHistory: (by) => calls.current.onHistory(by),
          }),
          EditorView.updateListener.of(
            (update) => update.docChanged && calls.current.onChange(update.state.doc.toString()),
          ),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = undefined;
    };
  }, [mode, base, label]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const from = error?.place ? offsetOf(editor.state.doc.toString(), error.place) : undefined;
    const length = editor.state.doc.length;
    const diagnostics =
      from === undefined || !error
        ? []
        : [
            {
              from: Math.min(from, Math.max(0, length - 1)),
              to: Math.min(length, from + 1),
              severity: 'error' as const,
              message: error.text,
            },
          ];
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [error]);
  useEffect(() => {
    if (isFirst) view.current?.focus();
  }, [isFirst]);

  return (
    <Box
      ref={host}
      sx={{
        flex: 1,
        minWidth: 0,
        px: 1,
        border: '1px solid',
        borderColor: error ? 'error.main' : 'text.disabled',
        borderRadius: 1,
        bgcolor: 'background.paper',
        '&:focus-within': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: '1px' },
      }}
    />
  );
}
