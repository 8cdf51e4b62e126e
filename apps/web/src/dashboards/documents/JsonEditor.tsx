import Box from '@mui/material/Box';

/** A plain text field for JSON in the code font: selection, undo and search are the browser's own. */
export function JsonEditor(props: {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly describedBy?: string;
  readonly rows?: number;
}) {
  const { text, onChange, label, describedBy, rows } = props;
  return (
    <Box
      component="textarea"
      aria-label={label}
      aria-describedby={describedBy}
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      rows={rows}
      onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
      sx={{
        width: '100%',
        boxSizing: 'border-box',
        height: rows === undefined ? 'max(320px, calc(100dvh - 260px))' : undefined,
        p: 1.5,
        resize: 'vertical',
        fontFamily: '"IBM Plex Mono", ui-monospace, monospace',
        fontSize: 13,
        lineHeight: '20px',
        tabSize: 2,
        color: 'text.primary',
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: 'text.disabled',
        borderRadius: '6px',
      }}
    />
  );
}
