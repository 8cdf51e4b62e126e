import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import {
  countChanges,
  panelAspects,
  type DocumentChange,
} from '../../dashboards/documents/document-changes.ts';
import type { MergeConflict } from '../../dashboards/documents/merge-documents.ts';
import type { Side } from '../../dashboards/documents/merge-parts.ts';
import { PartPreview } from './PartPreview.tsx';

/** What was chosen so far, by the conflict's id. */
export type Choices = Readonly<Record<string, Side>>;

/** What both sides changed, and one choice for each part where they changed the same one differently. */
export function MergeChoices(props: {
  readonly theirChanges: readonly DocumentChange[];
  readonly myChanges: readonly DocumentChange[];
  readonly conflicts: readonly MergeConflict[];
  readonly theirName: string;
  readonly myName: string;
  readonly choices: Choices;
  readonly onChoose: (id: string, side: Side) => void;
}) {
  const { theirChanges, myChanges, conflicts, theirName, myName, choices, onChoose } = props;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <ChangeList title={theirName} changes={theirChanges} />
        <ChangeList title={myName} changes={myChanges} />
      </Box>
      {conflicts.map((conflict) => (
        <ConflictChoice
          key={conflict.id}
          conflict={conflict}
          theirName={theirName}
          myName={myName}
          choice={choices[conflict.id]}
          onChoose={(side) => onChoose(conflict.id, side)}
        />
      ))}
    </Box>
  );
}

/** Changes named before the rest is counted. */
const NAMED_CHANGES = 6;

function ChangeList({
  title,
  changes,
}: {
  readonly title: string;
  readonly changes: readonly DocumentChange[];
}) {
  return (
    <Box>
      <Box component="h3" sx={{ typography: 'subtitle1', fontWeight: 600, m: 0 }}>
        {title}
      </Box>
      {changes.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>Only spelling or order changed.</Box>
      ) : (
        <Box component="ul" aria-label={countChanges(changes)} sx={{ m: 0, pl: 2.5 }}>
          {changes.slice(0, NAMED_CHANGES).map((one) => (
            <li key={`${one.area}:${one.key}`}>{changeWords(one)}</li>
          ))}
          {changes.length > NAMED_CHANGES && <li>{changes.length - NAMED_CHANGES} others</li>}
        </Box>
      )}
    </Box>
  );
}

/** One change in words: `“TTFT p95” changed (queries)`, `Variable “pod” removed`. */
export function changeWords({ area, change, label, before, after }: DocumentChange): string {
  if (area === 'panel')
    return change === 'changed'
      ? `“${label}” changed (${panelAspects(before, after)})`
      : `“${label}” ${change}`;
  if (area === 'place') return `“${label}” moved or resized`;
  return `${area.charAt(0).toUpperCase()}${area.slice(1)} “${label}” ${change}`;
}

function ConflictChoice(props: {
  readonly conflict: MergeConflict;
  readonly theirName: string;
  readonly myName: string;
  readonly choice: Side | undefined;
  readonly onChoose: (side: Side) => void;
}) {
  const { conflict, theirName, myName, choice, onChoose } = props;
  const { area, key, label, base, id } = conflict;
  const what = area === 'place' ? `Place of “${label}”` : named(area, label);
  const titleId = `conflict-${id}`;
  const side = (name: string, its: Side) => {
    const value = conflict[its];
    const aspects =
      area === 'panel' && base !== undefined && value !== undefined
        ? ` · changed: ${panelAspects(base, value)}`
        : '';
    return (
      <Box
        sx={{
          minWidth: 0,
          p: 1,
          border: '2px solid',
          borderColor: choice === its ? 'primary.main' : 'divider',
          borderRadius: '6px',
        }}
      >
        <FormControlLabel
          value={its}
          control={<Radio size="small" />}
          label={`${name}${aspects}`}
          sx={{ mb: 0.5 }}
        />
        <PartPreview
          area={area}
          partKey={key}
          value={value}
          absent={`Removed here. Choosing it removes it.`}
        />
      </Box>
    );
  };
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box component="h3" id={titleId} sx={{ typography: 'subtitle1', fontWeight: 600, m: 0, mb: 0.5 }}>
        {what}: both changed it. Which one stays?
      </Box>
      <RadioGroup
        aria-labelledby={titleId}
        value={choice ?? ''}
        onChange={(event) => onChoose(event.target.value === 'mine' ? 'mine' : 'theirs')}
      >
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          {side(theirName, 'theirs')}
          {side(myName, 'mine')}
        </Box>
      </RadioGroup>
    </Box>
  );
}

function named(area: string, label: string): string {
  return `${area.charAt(0).toUpperCase()}${area.slice(1)} “${label}”`;
}
