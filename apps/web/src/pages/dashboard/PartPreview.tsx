import Box from '@mui/material/Box';
import type { PartArea } from '../../dashboards/documents/document-parts.ts';
import { isJsonObject, jsonObject, jsonText, type Json } from '../../dashboards/documents/json.ts';
import { PanelPreview } from './PanelPreview.tsx';
import { placeWords } from './place-words.ts';

/** One version of any part of a dashboard: a panel is drawn, a place said in words, everything else shown as its value. */
export function PartPreview(props: {
  readonly area: PartArea;
  readonly partKey: string;
  readonly value: Json | undefined;
  /** The words where the version does not have the part. */
  readonly absent: string;
}) {
  const { area, partKey, value, absent } = props;
  if (area === 'panel') return <PanelPreview panelKey={partKey} panel={value} absent={absent} />;
  if (value === undefined) return <Box sx={{ color: 'text.secondary' }}>{absent}</Box>;
  if (area === 'place') return <Box>{placeWords(value)}</Box>;
  const text = jsonText(value);
  if (text !== undefined) return <Box sx={{ overflowWrap: 'anywhere' }}>{text === '' ? 'empty' : text}</Box>;
  if (area === 'group' && isJsonObject(value)) {
    const title = jsonText(jsonObject(jsonObject(value['spec'])['display'])['title']);
    if (title !== undefined && title !== '') return <Box sx={{ overflowWrap: 'anywhere' }}>{title}</Box>;
  }
  return (
    <Box
      component="pre"
      tabIndex={0}
      sx={{
        m: 0,
        p: 1,
        maxHeight: 240,
        overflow: 'auto',
        bgcolor: 'background.code',
        borderRadius: 1,
        fontSize: 13,
        lineHeight: '20px',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {JSON.stringify(value, null, 2)}
    </Box>
  );
}
