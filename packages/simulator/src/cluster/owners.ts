import type { DeploymentState, StatefulSetState } from '../kube/render-owners.ts';
import type { Cluster } from './cluster.ts';
import type { PodState } from './pod.ts';

/** The Deployments at a tick, counted from their pods. */
export function deploymentsAt(cluster: Cluster, tick: number): readonly DeploymentState[] {
  const groups = new Map<
    string,
    { name: string; namespace: string; wanted: number; pods: PodState[]; updated: number }
  >();
  const put = (name: string, pod: PodState, isBroken: boolean): void => {
    const key = `${pod.plan.namespace}/${name}`;
    const group = groups.get(key) ?? { name, namespace: pod.plan.namespace, wanted: 0, pods: [], updated: 0 };
    group.wanted += 1;
    group.updated += isBroken ? 0 : 1;
    group.pods.push(pod);
    groups.set(key, group);
  };
  for (const engine of cluster.engines)
    put(engine.plan.deployment, engine.podAt(tick), engine.lifeAt(tick).isBroken);
  for (const scheduler of cluster.schedulers) put(replicaSetBase(scheduler.pod), scheduler.pod, false);
  for (const model of cluster.ovms)
    for (const pod of model.podsAt(tick)) put(`${model.plan.name}-predictor`, pod, false);
  for (const pod of cluster.canary.podsAt(tick)) put(`${cluster.plan.canary.name}-predictor`, pod, false);
  return [...groups.values()].map(({ name, namespace, wanted, pods, updated }) => {
    const available = pods.filter(({ isReady }) => isReady).length;
    // While a rollout is stuck, `updated` counts the new revision only.
    const stuck = pods.length - updated;
    return {
      namespace,
      name,
      replicaSets: [...new Set(pods.map(({ plan }) => plan.owner.name))],
      wanted,
      available,
      updated: stuck > 0 ? stuck : updated,
      unavailable: wanted - available,
    };
  });
}

/** The StatefulSets at a tick: one a workbench. */
export function statefulSetsAt(cluster: Cluster): readonly StatefulSetState[] {
  return cluster.notebooks.map(({ plan }) => {
    const wanted = plan.habit === 'stopped' ? 0 : 1;
    return { namespace: plan.namespace, name: plan.name, wanted, ready: wanted };
  });
}

function replicaSetBase(pod: PodState): string {
  return pod.plan.owner.name.replace(/-[^-]+$/, '');
}
