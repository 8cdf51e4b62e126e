import { useMemo, useState } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { diffRows, foldDiff, type DiffRow } from './diff-rows.ts';

/** Lines of context around every change. */
const CONTEXT = 3;

/** Two texts side by side, equal parts folded, what differs marked by sign and colour. */
export function DiffView(props: {
  readonly left: string;
  readonly right: string;
  readonly leftTitle: string;
  readonly rightTitle: string;
}) {
  const { left, right, leftTitle, rightTitle } = props;
  const blocks = useMemo(() => foldDiff(diffRows(left, right), CONTEXT), [left, right]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  if (left === right)
    return <Box sx={{ color: 'text.secondary' }}>The two versions have the same content.</Box>;
  return (
    <Box
      tabIndex={0}
      component="section"
      aria-label={`${leftTitle} beside ${rightTitle}`}
      sx={{
        overflow: 'auto',
        maxHeight: '70vh',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: '6px',
      }}
    >
      <Box
        component="table"
        sx={(theme) => ({
          borderCollapse: 'collapse',
          width: '100%',
          minWidth: 720,
          tableLayout: 'fixed',
          fontFamily: '"IBM Plex Mono", ui-monospace, monospace',
          fontSize: 13,
          lineHeight: '20px',
          '& td': { verticalAlign: 'top', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', px: 1 },
          '& td:nth-of-type(odd)': {
            width: 56,
            color: 'text.secondary',
            textAlign: 'right',
            userSelect: 'none',
            whiteSpace: 'nowrap',
          },
          '& .removed': { bgcolor: theme.palette.error.light },
          '& .added': { bgcolor: theme.palette.success.light },
          '& th': {
            position: 'sticky',
            top: 0,
            bgcolor: 'background.paper',
            textAlign: 'left',
            px: 1,
            py: 0.5,
            fontFamily: theme.typography.fontFamily,
            fontWeight: 600,
            borderBottom: '1px solid',
            borderColor: 'divider',
          },
        })}
      >
        <colgroup>
          <col style={{ width: 56 }} />
          <col />
          <col style={{ width: 56 }} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2} scope="colgroup">
              {leftTitle}
            </th>
            <th colSpan={2} scope="colgroup">
              {rightTitle}
            </th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block, index) =>
            block.kind === 'rows' || opened.has(index) ? (
              block.rows.map((row) => (
                <Row key={`${row.left?.line ?? ''}:${row.right?.line ?? ''}`} row={row} />
              ))
            ) : (
              <tr key={`folded:${block.rows[0]?.left?.line ?? index}`}>
                <td colSpan={4} style={{ padding: 0 }}>
                  <ButtonBase
                    onClick={() => setOpened(new Set([...opened, index]))}
                    sx={{
                      width: '100%',
                      minHeight: 28,
                      bgcolor: 'background.code',
                      color: 'text.secondary',
                      typography: 'body2',
                    }}
                  >
                    Show {block.rows.length} equal {block.rows.length === 1 ? 'line' : 'lines'}
                  </ButtonBase>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </Box>
    </Box>
  );
}

function Row({ row }: { readonly row: DiffRow }) {
  const isLeftChanged = row.kind !== 'same' && row.left !== undefined;
  const isRightChanged = row.kind !== 'same' && row.right !== undefined;
  return (
    <tr>
      <td>{row.left ? `${isLeftChanged ? '− ' : ''}${row.left.line}` : ''}</td>
      <td className={isLeftChanged ? 'removed' : undefined}>{row.left?.text}</td>
      <td>{row.right ? `${isRightChanged ? '+ ' : ''}${row.right.line}` : ''}</td>
      <td className={isRightChanged ? 'added' : undefined}>{row.right?.text}</td>
    </tr>
  );
}
