import { useState } from 'react';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import DeleteOutline from 'mdi-material-ui/DeleteOutline';
import Plus from 'mdi-material-ui/Plus';
import type { JsonObject } from '../../dashboards/documents/json.ts';
import {
  LINK_COUNT,
  readSettings,
  settingsProblems,
  writeSettings,
  type DashboardSettings,
  type SettingsLink,
} from './dashboard-settings.ts';

/** Name, description, tags, time and links of the dashboard; applying them is one step that Undo takes back. */
export function SettingsDialog(props: {
  readonly document: JsonObject;
  readonly onApply: (document: JsonObject) => boolean;
  readonly onClose: () => void;
}) {
  const { document, onApply, onClose } = props;
  const [settings, setSettings] = useState(() => readSettings(document));
  const [isTried, setTried] = useState(false);
  const problems = settingsProblems(settings);
  const set = (change: Partial<DashboardSettings>) => setSettings((was) => ({ ...was, ...change }));
  const apply = (form: HTMLFormElement) => {
    setTried(true);
    const [first] = Object.keys(problems);
    if (first !== undefined) {
      form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const next = writeSettings(document, settings);
    if (JSON.stringify(next) !== JSON.stringify(document)) onApply(next);
    onClose();
  };
  const field = (name: keyof DashboardSettings, label: string, help: string, isLong = false) => (
    <TextField
      fullWidth
      name={name}
      label={label}
      value={settings[name]}
      slotProps={{ inputLabel: { shrink: true } }}
      multiline={isLong}
      minRows={isLong ? 2 : undefined}
      onChange={(event) => set({ [name]: event.target.value })}
      error={problems[name] !== undefined}
      helperText={problems[name] ?? help}
    />
  );
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="settings-title">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          apply(event.currentTarget);
        }}
      >
        <DialogTitle id="settings-title">Dashboard settings</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
            {field('name', 'Name', 'What people read in lists and in the title.')}
            {field('description', 'Description', 'Shown behind the information sign beside the title.', true)}
            {field('tags', 'Tags', 'Separated by commas, at most 20.')}
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
              {field('duration', 'Time range', 'Shown first: 30m, 6h, 7d.')}
              {field('refresh', 'Refresh', '15s, 1m; nothing is off.')}
            </Box>
            <Autocomplete
              freeSolo
              options={zones()}
              inputValue={settings.timeZone}
              onInputChange={(_event, timeZone) => set({ timeZone })}
              renderInput={(params) => (
                <TextField
                  {...params}
                  slotProps={{ inputLabel: { shrink: true } }}
                  name="timeZone"
                  label="Time zone"
                  error={problems['timeZone'] !== undefined}
                  helperText={problems['timeZone'] ?? 'Nothing: each person sees their own choice.'}
                />
              )}
            />
            <Links
              links={settings.links}
              problems={isTried ? problems : {}}
              onChange={(links) => set({ links })}
            />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained">
            Apply settings
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Links(props: {
  readonly links: readonly SettingsLink[];
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (links: readonly SettingsLink[]) => void;
}) {
  const { links, problems, onChange } = props;
  const set = (index: number, change: Partial<SettingsLink>) =>
    onChange(links.map((link, at) => (at === index ? { ...link, ...change } : link)));
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 1, fontWeight: 600 }}>
        Links
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        {links.map((link, index) => (
          <Box key={`${link.origin ?? 'new'}:${index}`} sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
            <TextField
              slotProps={{ inputLabel: { shrink: true } }}
              label={`Name of link ${index + 1}`}
              value={link.name}
              onChange={(event) => set(index, { name: event.target.value })}
              sx={{ flex: 1 }}
            />
            <TextField
              name={`links.${index}`}
              slotProps={{ inputLabel: { shrink: true } }}
              label={`Address of link ${index + 1}`}
              value={link.url}
              onChange={(event) => set(index, { url: event.target.value })}
              error={problems[`links.${index}`] !== undefined}
              helperText={problems[`links.${index}`]}
              sx={{ flex: 2 }}
            />
            <IconButton
              aria-label={`Remove link ${index + 1}`}
              onClick={() => onChange(links.filter((_, at) => at !== index))}
            >
              <DeleteOutline />
            </IconButton>
          </Box>
        ))}
        <Box>
          <Button
            variant="outlined"
            disabled={links.length >= LINK_COUNT}
            startIcon={<Plus fontSize="small" />}
            onClick={() => onChange([...links, { origin: undefined, name: '', url: '' }])}
          >
            Add link
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

/** The zones this browser knows, UTC and `local` first. */
function zones(): string[] {
  const known = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : [];
  return ['UTC', 'local', ...known.filter((zone) => zone !== 'UTC')];
}
