import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Template, TemplateCheck } from '@hecate/server/contract';
import { useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ArrowLeft from 'mdi-material-ui/ArrowLeft';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { postDashboard } from '../../dashboards/api/dashboards.ts';
import { createColourSlots } from '../../dashboards/charts/colour-slots.ts';
import { createCrosshair, CrosshairContext } from '../../dashboards/charts/crosshair.ts';
import { ColourSlotsContext } from '../../dashboards/charts/slots-context.ts';
import { isDashboardResource, withListsPresent } from '../../dashboards/documents/dashboard-document.ts';
import { nameProblem, suggestName } from '../../dashboards/documents/document-name.ts';
import { isJsonObject, jsonObject, type JsonObject } from '../../dashboards/documents/json.ts';
import { DashboardGrid } from '../../dashboards/grid/DashboardGrid.tsx';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import { DashboardContexts } from '../../dashboards/perses/DashboardContexts.tsx';
import { SettledVariables } from '../../dashboards/variables/SettledVariables.tsx';
import { VariableBar } from '../../dashboards/variables/VariableBar.tsx';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { categorical } from '../../theme/tokens.ts';
import { checkText } from './gallery-list.ts';
import { exploreSearch } from '../explore/explore-url.ts';
import { dashboardUrl } from '../projects/project-urls.ts';

/** A template drawn with the real data of a project, read-only, before anything is created. */
export function TemplatePreview(props: {
  readonly template: Template;
  readonly check: TemplateCheck | undefined;
  readonly project: string | undefined;
  readonly onClose: () => void;
}) {
  const { template, check, onClose } = props;
  const session = useSession();
  const kept = useKeptSearch();
  const navigate = useNavigate();
  const projects = session.data?.projects ?? [];
  const project = props.project ?? projects[0]?.name ?? '';
  const [isCreating, setCreating] = useState(false);
  const [focus, setFocus] = useState<string>();
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [crosshair] = useState(() => createCrosshair((callback) => requestAnimationFrame(callback)));
  const [slots] = useState(() => createColourSlots(categorical.light.length));
  const document = useMemo(() => documentFor(template, project, template.id), [template, project]);
  if (!isDashboardResource(document))
    return (
      <EmptyState
        sentence="This template cannot be drawn."
        action={{ label: 'Back to the gallery', run: onClose }}
      />
    );
  const fold = (index: number) => {
    const next = new Set(folded);
    if (!next.delete(index)) next.add(index);
    setFolded(next);
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageTitle
        title={template.title}
        documentTitle={`${template.title}, preview`}
        actions={
          <>
            <Button variant="outlined" startIcon={<ArrowLeft fontSize="small" />} onClick={onClose}>
              Gallery
            </Button>
            <Button variant="contained" onClick={() => setCreating(true)} disabled={projects.length === 0}>
              Create dashboard
            </Button>
          </>
        }
      />
      <Box sx={{ color: 'text.secondary' }}>
        {template.question} Preview with the data of the last hour; nothing is created yet.{' '}
        {check ? `Check: ${checkText(check).text}.` : ''}
      </Box>
      {project === '' ? (
        <EmptyState sentence="A project is needed to read data for the preview." />
      ) : (
        <DashboardContexts
          key={project}
          resource={document}
          project={project}
          isStored={false}
          isEditing={false}
        >
          <CrosshairContext.Provider value={crosshair}>
            <ColourSlotsContext.Provider value={slots}>
              <VariableBar />
              <SettledVariables>
                <DashboardGrid
                  document={document}
                  focus={focus}
                  folded={folded}
                  onFold={fold}
                  surroundings={{
                    isFocused: focus !== undefined,
                    canEdit: false,
                    onFocus: setFocus,
                    onEdit: () => undefined,
                    onExplore: (queries) => navigate(`/explore${exploreSearch(kept, queries)}`),
                    onCopyLink: undefined,
                  }}
                />
              </SettledVariables>
            </ColourSlotsContext.Provider>
          </CrosshairContext.Provider>
        </DashboardContexts>
      )}
      {isCreating && (
        <CreateDialog
          template={template}
          project={project}
          projects={projects.map((one) => one.name)}
          onClose={() => setCreating(false)}
        />
      )}
    </Box>
  );
}

function CreateDialog({
  template,
  project,
  projects,
  onClose,
}: {
  readonly template: Template;
  readonly project: string;
  readonly projects: readonly string[];
  readonly onClose: () => void;
}) {
  const navigate = useNavigate();
  const kept = useKeptSearch();
  const client = useQueryClient();
  const [name, setName] = useState(suggestName(template.title));
  const [target, setTarget] = useState(project);
  const [failure, setFailure] = useState<string>();
  const problem = nameProblem(name) ?? failure;
  const create = async () => {
    try {
      const saved = await postDashboard(
        target,
        documentFor(template, target, name),
        `From the template ${template.title}`,
      );
      void client.invalidateQueries(['dashboards']);
      navigate(`${dashboardUrl(target, saved.name)}${kept}`);
    } catch (error) {
      const isTaken = error instanceof ApiError && error.code === 'conflict';
      setFailure(isTaken ? `${name} exists in ${target}. Choose another name.` : errorSentence(error));
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="create-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DialogTitle id="create-title">Create "{template.title}"</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Name"
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setFailure(undefined);
            }}
            error={problem !== undefined}
            helperText={problem ?? 'The address of the dashboard. Everything else can be changed later.'}
          />
          <TextField
            select
            fullWidth
            label="Project"
            value={target}
            onChange={(event) => setTarget(event.target.value)}
          >
            {projects.map((one) => (
              <MenuItem key={one} value={one}>
                {one}
              </MenuItem>
            ))}
          </TextField>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={nameProblem(name) !== undefined}>
            Create dashboard
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The template as a dashboard of a project. */
function documentFor(template: Template, project: string, name: string): JsonObject {
  const document = isJsonObject(template.document) ? template.document : {};
  return withListsPresent({
    ...document,
    kind: 'Dashboard',
    metadata: { ...jsonObject(document['metadata']), name, project },
  });
}
