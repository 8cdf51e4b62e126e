import { useMemo, useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { isDashboardResource, withListsPresent } from '../../dashboards/documents/dashboard-document.ts';
import type { Json, JsonObject } from '../../dashboards/documents/json.ts';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { VariableBar } from '../../dashboards/variables/VariableBar.tsx';
import { comparedPanels, type ComparedPanel } from './compared-panels.ts';
import { LayoutMap, layoutMapHeight } from './LayoutMap.tsx';
import { MarkLabel } from './MarkLabel.tsx';
import { changeWords } from './MergeChoices.tsx';
import { PanelPreview } from './PanelPreview.tsx';
import { PartPreview } from './PartPreview.tsx';
import { PreviewContexts } from './PreviewContexts.tsx';

/** One of the two versions. */
export interface ComparedVersion {
  readonly title: string;
  readonly document: JsonObject;
}

/** Two versions side by side with live data: the layout in small, then every panel that is different, then everything else. */
export function VisualDiff(props: {
  readonly project: string;
  readonly older: ComparedVersion;
  readonly newer: ComparedVersion;
}) {
  const { project, older, newer } = props;
  const [isAllShown, setAllShown] = useState(false);
  const { panels, others } = useMemo(
    () => comparedPanels(older.document, newer.document),
    [older.document, newer.document],
  );
  const mapPx = Math.max(layoutMapHeight(older.document), layoutMapHeight(newer.document));
  const same = panels.filter(({ marks }) => marks.length === 0);
  const shown = isAllShown ? panels : panels.filter(({ marks }) => marks.length > 0);
  const column = (version: ComparedVersion, side: 'older' | 'newer', other: string) => (
    <Column project={project} version={version}>
      <LayoutMap
        document={version.document}
        panels={panels}
        label={`Layout of ${version.title}`}
        heightPx={mapPx}
      />
      {shown.map((panel) => (
        <Compared
          key={panel.key}
          panel={panel}
          value={panel[side]}
          absent={`Not in ${version.title.toLowerCase()}. ${other} has it.`}
        />
      ))}
    </Column>
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <PreviewContexts>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' }}>
          {column(older, 'older', newer.title)}
          {column(newer, 'newer', older.title)}
        </Box>
      </PreviewContexts>
      {same.length > 0 && (
        <Box>
          <Button variant="outlined" onClick={() => setAllShown((was) => !was)}>
            {isAllShown
              ? 'Show only what is different'
              : `Show ${same.length} equal ${same.length === 1 ? 'panel' : 'panels'} too`}
          </Button>
        </Box>
      )}
      {others.length > 0 && (
        <Box component="section" aria-labelledby="other-changes">
          <Box
            component="h3"
            id="other-changes"
            sx={{ typography: 'subtitle1', fontWeight: 600, m: 0, mb: 1 }}
          >
            Groups, variables, datasources and settings
          </Box>
          <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
            {others.map((change) => (
              <Box key={`${change.area}:${change.key}`}>
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 0.5 }}>
                  <MarkLabel mark={change.change} />
                  <span>{changeWords(change)}</span>
                </Box>
                {change.change !== 'moved' && (
                  <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' }}>
                    <PartPreview
                      area={change.area}
                      partKey={change.key}
                      value={change.before}
                      absent={`Not in ${older.title.toLowerCase()}`}
                    />
                    <PartPreview
                      area={change.area}
                      partKey={change.key}
                      value={change.after}
                      absent={`Not in ${newer.title.toLowerCase()}`}
                    />
                  </Box>
                )}
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}

/** One version with the variables and datasources it had. */
function Column(props: {
  readonly project: string;
  readonly version: ComparedVersion;
  readonly children: ReactNode;
}) {
  const { project, version, children } = props;
  const resource = useMemo(() => withListsPresent(version.document), [version.document]);
  const isDrawable = isDashboardResource(resource);
  return (
    <Box
      component="section"
      aria-label={version.title}
      sx={{ minWidth: 0, display: 'flex', flexDirection: 'column', gap: 1.5 }}
    >
      <Box component="h3" sx={{ typography: 'subtitle1', fontWeight: 600, m: 0 }}>
        {version.title}
      </Box>
      {isDrawable ? (
        <DashboardContexts resource={resource} project={project} isStored={false} isEditing={false}>
          <VariableBar />
          {children}
        </DashboardContexts>
      ) : (
        <Box sx={{ color: 'text.secondary' }}>This version cannot be drawn. Look at it as JSON.</Box>
      )}
    </Box>
  );
}

function Compared(props: {
  readonly panel: ComparedPanel;
  readonly value: Json | undefined;
  readonly absent: string;
}) {
  const { panel, value, absent } = props;
  return (
    <Box component="article" aria-label={`${panel.label}. ${panel.words || 'Equal'}`} sx={{ minWidth: 0 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'nowrap',
          gap: 1,
          alignItems: 'center',
          height: 28,
          overflow: 'hidden',
          typography: 'body2',
          whiteSpace: 'nowrap',
        }}
        title={panel.words}
      >
        {panel.marks.map((mark) => (
          <MarkLabel key={mark} mark={mark} />
        ))}
        <Box component="span" sx={{ color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {detail(panel.words)}
        </Box>
      </Box>
      <PanelPreview panelKey={panel.key} panel={value} absent={absent} />
    </Box>
  );
}

/** The words without those that the marks say already. */
function detail(words: string): string {
  if (words === '') return 'Equal';
  return words
    .split('. ')
    .map((one) => one.replace(/^(Changed|Moved): /, '').replace(/^(Added|Removed)$/, ''))
    .filter((one) => one !== '')
    .join(' · ');
}
