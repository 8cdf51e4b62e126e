import { useRef, useState, type DragEvent } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { JsonEditor } from '../../../dashboards/documents/JsonEditor.tsx';

/** Largest file read, bytes: the server takes no larger document. */
const FILE_LIMIT = 5 * 1024 * 1024;

/** Where the text comes from: pasted, a chosen file, or a file dropped anywhere on this part. */
export function ImportSource(props: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onProblem: (problem: string) => void;
}) {
  const { text, onText, onProblem } = props;
  const [isOver, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const read = async (files: readonly File[]) => {
    const [chosen] = files;
    if (!chosen) return;
    if (files.length > 1) return onProblem(`${files.length} files were dropped. Drop one at a time.`);
    if (chosen.size > FILE_LIMIT)
      return onProblem(
        `${chosen.name} has ${(chosen.size / 1024 / 1024).toFixed(1)} MiB; at most 5 MiB can be stored.`,
      );
    onText(await chosen.text());
  };
  const hold = (event: DragEvent, isHere: boolean) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(isHere);
  };
  return (
    <Box
      onDragOver={(event) => hold(event, true)}
      onDragLeave={(event) => hold(event, false)}
      onDrop={(event) => {
        hold(event, false);
        void read([...event.dataTransfer.files]);
      }}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 1.5,
        p: 1,
        m: -1,
        borderRadius: '6px',
        outline: isOver ? '2px dashed' : 'none',
        outlineColor: 'primary.main',
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', color: 'text.secondary' }}>
        <Button variant="outlined" onClick={() => file.current?.click()}>
          Choose file
        </Button>
        or drop one here, or paste: a Perses dashboard, a PersesDashboard resource (JSON or YAML), or the JSON
        of a Grafana dashboard.
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,.yaml,.yml,application/json"
          aria-label="Dashboard file"
          onChange={(event) => {
            void read([...(event.target.files ?? [])]);
            // The same file can be chosen again after it was changed.
            event.currentTarget.value = '';
          }}
        />
      </Box>
      <JsonEditor
        text={text}
        onChange={onText}
        label="Dashboard document"
        rows={10}
        describedBy="import-report"
      />
    </Box>
  );
}
