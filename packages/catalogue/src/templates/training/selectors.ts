/** Progress series of the chosen job. */
export const job = 'namespace=~"$namespace",name=~"$job"';

/** Pods of the chosen job, as kube-state-metrics and the kubelet name them. */
export const workers = 'namespace=~"$namespace",pod=~"$pod"';

/** GPUs of the chosen job's pods. */
export const workerGpus = 'exported_namespace=~"$namespace",exported_pod=~"$pod"';

/** Pod labels that carry a job's name: training operator, JobSet (TrainJob), Ray. */
export const jobLabels = [
  'label_training_kubeflow_org_job_name',
  'label_jobset_sigs_k8s_io_jobset_name',
  'label_ray_io_cluster',
] as const;

/** One training metric of the chosen job. */
export function trainingMetric(metric: string): string {
  return `max by (name) (kube_trainjob_status_metric{${job},metric="${metric}"})`;
}

/** Conditions that hold; kube-state-metrics may leave the status out and write it as the value alone. */
export const holding = 'status=~"true|True|"';

/** True for jobs that have ended; keeps ages and estimates of finished jobs off the screen. */
export const unlessEnded = `unless on (namespace, name) (max by (namespace, name) (kube_trainjob_status_condition{${job},type=~"Complete|Succeeded|Failed",${holding}}) == 1)`;
