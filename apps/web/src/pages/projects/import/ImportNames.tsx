import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { nameProblem } from '../../../dashboards/documents/document-name.ts';
import { freeName } from '../free-name.ts';
import type { ImportRow } from './read-import.ts';

/** The names under which the dashboards will be saved; a name that is taken says so and offers a free one. */
export function ImportNames(props: {
  readonly project: string;
  readonly rows: readonly ImportRow[];
  readonly names: ReadonlyMap<string, string>;
  readonly taken: readonly string[];
  readonly onName: (id: string, name: string) => void;
}) {
  const { project, rows, names, taken, onName } = props;
  return (
    <>
      {rows.map((row, place) => {
        const name = names.get(row.id) ?? row.name;
        const problem = importNameProblem(row, props);
        const free = freeName(name, [...taken, ...othersOf(row, rows, names)]);
        const isTaken = problem !== undefined && nameProblem(name) === undefined;
        return (
          <Box key={row.id} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}>
            <TextField
              label={rows.length === 1 ? 'Name' : `Name ${place + 1}: ${row.title}`}
              value={name}
              onChange={(event) => onName(row.id, event.target.value)}
              error={problem !== undefined}
              helperText={problem ?? `Address: /projects/${project}/dashboards/${name}`}
              sx={{ flex: '1 1 280px' }}
            />
            {isTaken && <Button onClick={() => onName(row.id, free)}>Use {free}</Button>}
          </Box>
        );
      })}
    </>
  );
}

/** What is wrong with the name of a row, in the project and among the other rows; undefined when nothing is. */
export function importNameProblem(
  row: ImportRow,
  context: {
    readonly project: string;
    readonly rows: readonly ImportRow[];
    readonly names: ReadonlyMap<string, string>;
    readonly taken: readonly string[];
  },
): string | undefined {
  const name = context.names.get(row.id) ?? row.name;
  if (context.taken.includes(name.toLowerCase()))
    return `${name} exists in ${context.project}. Choose another name.`;
  if (othersOf(row, context.rows, context.names).includes(name.toLowerCase()))
    return `${name} is the name of another dashboard in this text. Choose another name.`;
  return nameProblem(name);
}

function othersOf(
  row: ImportRow,
  rows: readonly ImportRow[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return rows.filter((one) => one.id !== row.id).map((one) => (names.get(one.id) ?? one.name).toLowerCase());
}
