import { useQuery } from '@tanstack/react-query';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { listDocuments } from '../../api/list-documents.ts';
import { isJsonObject, jsonObject, jsonText } from '../../dashboards/documents/json.ts';
import { useUrlState } from '../../time/use-url-state.ts';

/** Chooses among the global Prometheus datasources; absent while there is only one. */
export function DatasourcePicker() {
  const [chosen, setChosen] = useUrlState('ds');
  const { data = [] } = useQuery({
    queryKey: ['datasources', 'names'],
    queryFn: async ({ signal }) =>
      (await listDocuments('/api/v1/globaldatasources', signal)).flatMap(readName),
    staleTime: 60_000,
  });
  if (data.length < 2 && chosen === '') return null;
  return (
    <TextField
      select
      label="Datasource"
      value={chosen}
      onChange={(event) => setChosen(event.target.value)}
      sx={{ minWidth: 200, bgcolor: 'background.paper' }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">Default</MenuItem>
      {data.map((name) => (
        <MenuItem key={name} value={name}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function readName(resource: unknown): string[] {
  if (!isJsonObject(resource)) return [];
  const isPrometheus =
    jsonText(jsonObject(jsonObject(resource['spec'])['plugin'])['kind']) === 'PrometheusDatasource';
  const name = jsonText(jsonObject(resource['metadata'])['name']);
  return isPrometheus && name !== undefined ? [name] : [];
}
