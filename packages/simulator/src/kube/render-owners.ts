import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import type { TrainingJobState } from '../training/training-job.ts';

/** A Deployment at a tick. */
export interface DeploymentState {
  readonly namespace: string;
  readonly name: string;
  readonly replicaSets: readonly string[];
  readonly wanted: number;
  readonly available: number;
  readonly updated: number;
  readonly unavailable: number;
}

/** A StatefulSet at a tick. */
export interface StatefulSetState {
  readonly namespace: string;
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
}

/** Writes kube-state-metrics' families of what owns pods: Deployments, ReplicaSets, StatefulSets, Jobs. */
export function renderOwners(
  deployments: readonly DeploymentState[],
  statefulSets: readonly StatefulSetState[],
  jobs: readonly TrainingJobState[],
  out: SampleWriter,
): void {
  const ofDeployments = (
    name: string,
    help: string,
    value: (deployment: DeploymentState) => number,
  ): void => {
    out.family(name, 'gauge', help);
    for (const deployment of deployments) {
      out.sample(
        name,
        `namespace="${deployment.namespace}",deployment="${deployment.name}"`,
        value(deployment),
      );
    }
  };
  ofDeployments(
    'kube_deployment_spec_replicas',
    'Number of desired pods for a deployment.',
    (row) => row.wanted,
  );
  ofDeployments(
    'kube_deployment_status_replicas',
    'The number of replicas per deployment.',
    (row) => row.available + row.unavailable,
  );
  ofDeployments(
    'kube_deployment_status_replicas_available',
    'The number of available replicas per deployment.',
    (row) => row.available,
  );
  ofDeployments(
    'kube_deployment_status_replicas_ready',
    'The number of ready replicas per deployment.',
    (row) => row.available,
  );
  ofDeployments(
    'kube_deployment_status_replicas_unavailable',
    'The number of unavailable replicas per deployment.',
    (row) => row.unavailable,
  );
  ofDeployments(
    'kube_deployment_status_replicas_updated',
    'The number of updated replicas per deployment.',
    (row) => row.updated,
  );
  out.family('kube_replicaset_owner', 'gauge', "Information about the ReplicaSet's owner.");
  for (const { namespace, name, replicaSets } of deployments) {
    for (const replicaset of replicaSets) {
      const labels = labelText({
        namespace,
        replicaset,
        owner_kind: 'Deployment',
        owner_name: name,
        owner_is_controller: 'true',
      });
      out.sample('kube_replicaset_owner', labels, 1);
    }
  }
  const ofSets = (name: string, help: string, value: (set: StatefulSetState) => number): void => {
    out.family(name, 'gauge', help);
    for (const set of statefulSets)
      out.sample(name, `namespace="${set.namespace}",statefulset="${set.name}"`, value(set));
  };
  ofSets('kube_statefulset_replicas', 'Number of desired pods for a StatefulSet.', (set) => set.wanted);
  ofSets(
    'kube_statefulset_status_replicas_ready',
    'The number of ready replicas per StatefulSet.',
    (set) => set.ready,
  );
  renderJobs(jobs, out);
}

/** A TrainJob's JobSet makes a Job; a PyTorchJob owns its pods itself. */
function renderJobs(jobs: readonly TrainingJobState[], out: SampleWriter): void {
  const made = jobs.filter(({ planned, phase }) => planned.series.kind === 'TrainJob' && phase !== 'queued');
  const gauge = (name: string, help: string, value: (job: TrainingJobState) => number): void => {
    out.family(name, 'gauge', help);
    for (const job of made) {
      const labels = labelText({
        namespace: job.planned.series.namespace,
        job_name: `${job.planned.name}-node-0`,
      });
      out.sample(name, labels, value(job));
    }
  };
  const workers = (job: TrainingJobState, ...phases: readonly TrainingJobState['phase'][]): number =>
    phases.includes(job.phase) ? job.planned.series.workers : 0;
  gauge('kube_job_status_active', 'The number of actively running pods.', (job) =>
    workers(job, 'running', 'starting'),
  );
  gauge('kube_job_status_succeeded', 'The number of pods which reached Phase Succeeded.', (job) =>
    workers(job, 'succeeded'),
  );
  gauge('kube_job_status_failed', 'The number of pods which reached Phase Failed.', (job) =>
    workers(job, 'failed'),
  );
  gauge(
    'kube_job_spec_completions',
    'The desired number of successfully finished pods the job should be run with.',
    (job) => job.planned.series.workers,
  );
}
