import { useEffect, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import { isPanelDefinition } from '../../dashboards/documents/dashboard-document.ts';
import { jsonObject, type Json } from '../../dashboards/documents/json.ts';
import { PanelCard, type PanelSurroundings } from '../../dashboards/panels/PanelCard.tsx';
import { UnknownKind } from '../../dashboards/panels/UnknownKind.tsx';

/** Height of a panel that is compared, px. */
export const PREVIEW_PX = 240;

const nothing = () => undefined;
const SURROUNDINGS: PanelSurroundings = {
  isFocused: false,
  canEdit: false,
  onFocus: nothing,
  onEdit: nothing,
  onExplore: nothing,
  onCopyLink: undefined,
};

/** One version of a panel with its live data, or the words in its place where the version has none. */
export function PanelPreview(props: {
  readonly panelKey: string;
  readonly panel: Json | undefined;
  readonly absent: string;
}) {
  const { panelKey, panel, absent } = props;
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  if (panel === undefined) {
    return (
      <Box
        sx={{
          height: PREVIEW_PX,
          display: 'grid',
          placeItems: 'center',
          px: 2,
          textAlign: 'center',
          color: 'text.secondary',
          border: '1px dashed',
          borderColor: 'text.disabled',
          borderRadius: '6px',
        }}
      >
        {absent}
      </Box>
    );
  }
  return (
    <Box ref={host} sx={{ height: PREVIEW_PX, minWidth: 0 }}>
      {width > 0 &&
        (isPanelDefinition(panel) ? (
          <PanelCard panelKey={panelKey} definition={panel} width={width} surroundings={SURROUNDINGS} />
        ) : (
          <UnknownKind kind={panelKey} document={jsonObject(panel)} />
        ))}
    </Box>
  );
}
