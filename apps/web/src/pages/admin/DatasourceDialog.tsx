import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { DatasourceTest } from '@hecate/server/contract';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { errorSentence } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { JsonEditor } from '../../dashboards/documents/JsonEditor.tsx';
import { nameProblem } from '../../dashboards/documents/document-name.ts';
import { parseJsonText } from '../../dashboards/documents/parse-json-text.ts';
import {
  datasourcePath,
  documentOf,
  formOf,
  urlProblem,
  type StoredDatasource,
} from './datasource-document.ts';

/** The form of a global datasource: name, address, default; what it does not know is JSON and stays as it was. */
export function DatasourceDialog(props: {
  readonly datasource: StoredDatasource | undefined;
  readonly taken: readonly string[];
  readonly onSaved: (text: string) => void;
  readonly onClose: () => void;
}) {
  const { datasource, taken, onSaved, onClose } = props;
  const [form, setForm] = useState(() => formOf(datasource));
  const [isTouched, setTouched] = useState(false);
  const rest = parseJsonText(form.rest);
  const isTaken = !datasource && taken.includes(form.name.toLowerCase());
  const problems = {
    name: isTaken ? `${form.name} exists. Choose another name.` : nameProblem(form.name),
    url: urlProblem(form.url),
    rest: rest.ok ? undefined : rest.problem,
  };
  const isSound = rest.ok && problems.name === undefined && problems.url === undefined;
  const document = () => documentOf(datasource, form, rest.ok ? rest.value : {});
  const test = useMutation({
    mutationFn: () =>
      request<DatasourceTest>('/api/hecate/v1/datasources/test', { method: 'POST', body: document() }),
  });
  const save = useMutation({
    mutationFn: () =>
      datasource
        ? request<unknown>(datasourcePath(datasource), { method: 'PUT', body: document() })
        : request<unknown>('/api/v1/globaldatasources', { method: 'POST', body: document() }),
    onSuccess: () =>
      onSaved(`Saved datasource "${form.title.trim() === '' ? form.name : form.title.trim()}".`),
  });
  const shown = (problem: string | undefined) => (isTouched ? problem : undefined);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="datasource-title">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTouched(true);
          if (isSound) save.mutate();
        }}
      >
        <DialogTitle id="datasource-title">
          {datasource ? `Edit ${datasource.title}` : 'Add a global datasource'}
        </DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
          <TextField
            autoFocus={!datasource}
            margin="dense"
            label="Name"
            slotProps={{ input: { readOnly: datasource !== undefined } }}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
            error={shown(problems.name) !== undefined}
            helperText={
              shown(problems.name) ??
              `Dashboards refer to it by this name${datasource ? ', so it stays as it is' : ''}.`
            }
          />
          <TextField
            label="Shown as (optional)"
            value={form.title}
            onChange={(event) => setForm({ ...form, title: event.target.value })}
          />
          <TextField
            label="Address"
            value={form.url}
            onChange={(event) => setForm({ ...form, url: event.target.value })}
            error={shown(problems.url) !== undefined}
            helperText={shown(problems.url) ?? 'The server asks it, not the browser.'}
            placeholder="http://prometheus:9090"
          />
          <FormControlLabel
            control={
              <Checkbox
                checked={form.isDefault}
                onChange={(event) => setForm({ ...form, isDefault: event.target.checked })}
              />
            }
            label="Default for panels that name no datasource"
          />
          <Box>
            <Box component="label" sx={{ display: 'block', mb: 0.5, color: 'text.secondary' }}>
              Everything else of the plugin, as JSON
            </Box>
            <JsonEditor
              text={form.rest}
              onChange={(text) => setForm({ ...form, rest: text })}
              label="Other settings as JSON"
              describedBy="rest-problem"
              rows={6}
            />
            <Box id="rest-problem" sx={{ color: 'error.main', minHeight: 20 }}>
              {problems.rest}
            </Box>
          </Box>
          <Box
            component="output"
            sx={{
              display: 'block',
              minHeight: 20,
              overflowWrap: 'anywhere',
              color: test.data?.ok === true ? 'success.main' : 'error.main',
            }}
          >
            {test.isLoading ? (
              <Box sx={{ color: 'text.secondary' }}>Asking…</Box>
            ) : (
              (test.data?.text ?? (test.error ? errorSentence(test.error) : ''))
            )}
            {save.error ? errorSentence(save.error) : ''}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button
            variant="outlined"
            disabled={test.isLoading}
            onClick={() => {
              setTouched(true);
              if (problems.url === undefined && rest.ok) test.mutate();
            }}
            sx={{ mr: 'auto' }}
          >
            Test datasource
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={save.isLoading}>
            Save datasource
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
