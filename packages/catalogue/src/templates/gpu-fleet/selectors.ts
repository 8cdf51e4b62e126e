/** GPUs of the chosen models, whoever holds them. */
export const gpus = 'modelName=~"$model"';

/** GPUs that a pod of the chosen namespaces holds; `exported_pod`, because `pod` is the exporter's own after the scrape. */
export const heldGpus = `${gpus},exported_namespace=~"$namespace",exported_pod!=""`;

/** One card: exporters before 4.5.3 write `Hostname`, later ones `hostname`; a missing label is an empty text. */
export const card = 'Hostname, hostname, gpu';

/** Legend of one card under either label. */
export const cardName = '{{Hostname}}{{hostname}} GPU {{gpu}}';

/** Resource names under which clusters hand out GPUs in kube-state-metrics. */
export const gpuResources = 'resource=~"nvidia_com_gpu|nvidia_com_mig.*|amd_com_gpu|habana_ai_gaudi"';

/** GPUs that running or starting pods asked for, by namespace; finished pods keep their request series and must not count. */
export const allocatedByNamespace =
  `sum by (namespace) (kube_pod_container_resource_requests{${gpuResources},namespace=~"$namespace"}` +
  ' * on (namespace, pod) group_left () (max by (namespace, pod) (kube_pod_status_phase{phase=~"Running|Pending"}) == 1))';
