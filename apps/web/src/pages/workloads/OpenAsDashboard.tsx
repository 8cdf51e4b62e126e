import { useNavigate } from 'react-router-dom';
import { useMutation } from '@tanstack/react-query';
import Button from '@mui/material/Button';
import type { WorkloadDetail } from '@hecate/server/contract';
import { ApiError, errorSentence } from '../../api/api-error.ts';
import { request } from '../../api/client.ts';
import { templateById, useTemplates } from '../../api/templates.ts';
import { projectOfNamespace } from '../../components/namespace-word.ts';
import { useToast } from '../../components/Toasts.tsx';
import { dashboardFromTemplate, dashboardName } from './dashboard-from-template.ts';

/** Names tried when one is taken. */
const attempts = 20;

/** Copies the template into the project as an ordinary dashboard with its variables filled, and goes there. */
export function OpenAsDashboard({ detail }: { readonly detail: WorkloadDetail }) {
  const templates = useTemplates();
  const navigate = useNavigate();
  const toast = useToast();
  const { workload } = detail;
  const template = templateById(templates.data, detail.template?.id);
  const create = useMutation({
    mutationFn: () => createDashboard(detail, template?.document),
    onSuccess: (name) => {
      toast({ text: `Created dashboard ${name} in ${workload.namespace}.` });
      navigate(`/projects/${encodeURIComponent(workload.namespace)}/dashboards/${encodeURIComponent(name)}`);
    },
    onError: (error) => toast({ text: errorSentence(error), tone: 'failed' }),
  });
  if (detail.template === null || projectOfNamespace(workload.namespace) === null) return null;
  return (
    <Button
      variant="contained"
      disabled={template === undefined || create.isLoading}
      onClick={() => create.mutate()}
    >
      {create.isLoading ? 'Creating dashboard' : 'Open as dashboard'}
    </Button>
  );
}

async function createDashboard(detail: WorkloadDetail, document: unknown): Promise<string> {
  const { workload } = detail;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const name = dashboardName(workload, attempt);
    const body = dashboardFromTemplate(document, workload, name, detail.template?.variables ?? {});
    try {
      await request(`/api/v1/projects/${encodeURIComponent(workload.namespace)}/dashboards`, {
        method: 'POST',
        body,
      });
      return name;
    } catch (error) {
      const isTaken = error instanceof ApiError && error.code === 'conflict';
      if (!isTaken) throw error;
    }
  }
  throw new ApiError(
    'conflict',
    `${attempts} dashboards of ${workload.name} exist in ${workload.namespace} already. Delete one, or open it.`,
  );
}
