import { dashboard } from '../document/dashboard.ts';
import { labelValues, promqlValues, allValues } from '../document/variable.ts';
import { template } from '../template.ts';
import { attemptsGroup, rayGroup } from './training/attempts.ts';
import { learningGroup } from './training/learning.ts';
import { progressGroup } from './training/progress.ts';
import { jobLabels } from './training/selectors.ts';
import { gpusGroup, inputGroup } from './training/workers.ts';

/** Every job label as one label `job`, so that one variable lists all kinds of jobs. */
const jobsByName = jobLabels
  .map(
    (label) =>
      `label_replace(kube_pod_labels{namespace=~"$namespace",${label}!=""}, "job_name", "$1", "${label}", "(.+)")`,
  )
  .join(' or ');

/** Is my training moving, does it learn, and what holds it up. */
export const trainingJobTemplate = template({
  question: 'Is my training moving, does it learn, and what holds it up?',
  group: 'training',
  kinds: ['TrainJob', 'PyTorchJob', 'RayJob', 'RayCluster'],
  runtime: null,
  variablesFor: (subject) => ({
    namespace: subject.namespace,
    job: subject.name,
    pod: subject.pods.length > 0 ? subject.pods : allValues,
  }),
  document: dashboard({
    name: 'training-job',
    title: 'Training job',
    description:
      'Progress and loss above, GPUs and data loading on the same time axis below: a dip that shows in both has its cause below.',
    variables: [
      labelValues({
        name: 'namespace',
        title: 'Namespace',
        label: 'namespace',
        choice: 'one',
        matchers: jobLabels.map((label) => `kube_pod_labels{${label}!=""}`),
      }),
      promqlValues({
        name: 'job',
        title: 'Job',
        description: 'PyTorchJob, TrainJob, RayJob or RayCluster with pods in the namespace.',
        label: 'job_name',
        choice: 'one',
        expr: `group by (job_name) (${jobsByName})`,
      }),
      labelValues({
        name: 'pod',
        title: 'Worker',
        label: 'pod',
        matchers: jobLabels.map((label) => `kube_pod_labels{namespace=~"$namespace",${label}=~"$job"}`),
      }),
    ],
    groups: [progressGroup, learningGroup, gpusGroup, inputGroup, attemptsGroup, rayGroup],
    duration: '6h',
  }),
});
