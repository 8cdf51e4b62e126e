import { useMemo } from 'react';
import type { WorkloadDetail } from '@hecate/server/contract';
import { templateById, useTemplates } from '../../api/templates.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import type { TimeRange } from '../../time/range.ts';
import { templateGroups } from './template-panels.ts';
import { TemplateGroupView } from './TemplateGroupView.tsx';

/** The charts of the template that fits kind and runtime, without any variable to fill. */
export function NowTab({
  detail,
  range,
  refetchInterval,
}: {
  readonly detail: WorkloadDetail;
  readonly range: TimeRange;
  readonly refetchInterval: number | false;
}) {
  const templates = useTemplates();
  const template = templateById(templates.data, detail.template?.id);
  const groups = useMemo(() => (template === undefined ? [] : templateGroups(template.document)), [template]);
  const { kind, runtime } = detail.workload;
  if (templates.error !== null && templates.data === undefined) {
    return <ErrorNotice error={templates.error} onRetry={() => void templates.refetch()} />;
  }
  if (templates.data === undefined) return <Skeleton height={420} />;
  if (template === undefined || detail.template === null) {
    return (
      <Notice>
        There is no template for {kind} with the runtime {runtime}, so there are no charts. Explore shows any
        of its metrics, and a dashboard can be started from the project's page.
      </Notice>
    );
  }
  const { variables } = detail.template;
  return (
    <>
      {groups.map((group, index) => (
        <TemplateGroupView
          key={`${index}:${group.title}`}
          group={group}
          variables={variables}
          range={range}
          refetchInterval={refetchInterval}
          isFirst={index === 0}
        />
      ))}
    </>
  );
}
