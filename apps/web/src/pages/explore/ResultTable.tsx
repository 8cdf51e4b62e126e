import Box from '@mui/material/Box';
import { formatExact } from '../../format/unit.ts';
import type { ExploreAnswer } from './ExploreResults.tsx';
import { sampleValue, seriesText } from './prometheus-answers.ts';

/** Rows shown; a longer answer is for an aggregation. */
const ROW_LIMIT = 1000;

/** The values at the end of the range, one row per series, exact. */
export function ResultTable({
  answers,
  hasSeveral,
}: {
  readonly answers: readonly ExploreAnswer[];
  readonly hasSeveral: boolean;
}) {
  const rows = answers.flatMap((answer) =>
    answer.series.map((series) => ({
      letter: answer.letter,
      name: seriesText(series.metric),
      sample: series.value ?? series.values?.at(-1),
    })),
  );
  return (
    <Box
      tabIndex={0}
      component="section"
      aria-label="Table of the result"
      sx={{
        overflow: 'auto',
        maxHeight: '70vh',
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: '6px',
      }}
    >
      <Box
        component="table"
        sx={{
          borderCollapse: 'collapse',
          width: '100%',
          typography: 'body2',
          '& td, & th': {
            px: 1.5,
            py: 0.5,
            borderBottom: '1px solid',
            borderColor: 'divider',
            textAlign: 'left',
          },
          '& thead th': { position: 'sticky', top: 0, bgcolor: 'background.paper', color: 'text.secondary' },
        }}
      >
        <caption className="visually-hidden">{rows.length} series at the end of the range</caption>
        <thead>
          <tr>
            {hasSeveral && <th scope="col">Query</th>}
            <th scope="col">Series</th>
            <Box component="th" scope="col" sx={{ textAlign: 'right !important' }}>
              Value
            </Box>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROW_LIMIT).map((row) => (
            <tr key={`${row.letter}:${row.name}`}>
              {hasSeveral && <td>{row.letter}</td>}
              <td>
                <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
                  {row.name}
                </Box>
              </td>
              <Box component="td" sx={{ textAlign: 'right !important', whiteSpace: 'nowrap' }}>
                {row.sample ? formatExact(sampleValue(row.sample[1])) : 'native histogram'}
              </Box>
            </tr>
          ))}
        </tbody>
      </Box>
      {rows.length > ROW_LIMIT && (
        <Box sx={{ p: 1.5, color: 'text.secondary' }}>
          {(rows.length - ROW_LIMIT).toLocaleString('en-US')} more series are not shown. Group by a label to
          get fewer.
        </Box>
      )}
    </Box>
  );
}
