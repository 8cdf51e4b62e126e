import { useRef } from 'react';
import { Link } from 'react-router-dom';
import type { OverviewAttention } from '@hecate/server/contract';
import { Sparkline } from '../../dashboards/charts/Sparkline.tsx';
import { namespaceWord } from '../../components/namespace-word.ts';
import { Name } from '../../components/Name.tsx';
import { Notice } from '../../components/Notice.tsx';
import { statusClasses, statusInk } from '../../components/status-class.ts';
import { Words } from '../../components/Words.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { useNow } from '../../components/use-now.ts';
import { useRowKeys } from '../../components/use-row-keys.ts';
import { useSteadyOrder } from '../../components/use-steady-order.ts';
import { workloadPath } from '../../components/workload-path.ts';
import { age } from '../../format/time.ts';
import { formatValue } from '../../format/unit.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import styles from './AttentionList.module.css';

/** Problems shown at once; the rest is one click away. */
const shownLimit = 8;

/** One row per problem: cause in words, since when, the curve that shows it, the way to look. */
export function AttentionList({
  attention,
  total,
  where,
}: {
  readonly attention: readonly OverviewAttention[];
  readonly total: number;
  readonly where: string;
}) {
  const list = useRef<HTMLUListElement>(null);
  const steady = useSteadyOrder(attention, keyOf);
  const search = useKeptSearch();
  useRowKeys(list);
  if (attention.length === 0) return <Notice isQuiet>Nothing needs attention in {where}.</Notice>;
  const shown = steady.shown.slice(0, shownLimit);
  return (
    <div {...steady.handlers}>
      {steady.newCount > 0 && (
        <button type="button" className={styles['new']} onClick={steady.release}>
          {steady.newCount} new
        </button>
      )}
      <ul ref={list} className={styles['list']}>
        {shown.map((problem) => (
          <li key={keyOf(problem)} className={styles['row']}>
            <Problem problem={problem} search={search} />
          </li>
        ))}
      </ul>
      {total > shown.length && (
        <Link
          className={styles['all']}
          to={`/workloads${search}${search === '' ? '?' : '&'}status=failed,degraded`}
        >
          All {total}
        </Link>
      )}
    </div>
  );
}

function Problem({ problem, search }: { readonly problem: OverviewAttention; readonly search: string }) {
  const nowMs = useNow();
  const { label, unit, points } = problem.evidence;
  const last = points.findLast(([, value]) => value !== null)?.[1] ?? null;
  const word = statusClasses[problem.class].word;
  return (
    <Link data-row="" to={`${workloadPath(problem)}${search}`} className={styles['link']}>
      <StatusIcon statusClass={problem.class} size={20} />
      <span className="visually-hidden">{word}: </span>
      <span className={styles['words']}>
        <span className={styles['name']}>
          <Name>{problem.name}</Name>
          {problem.sinceMs !== null && (
            <span className={styles['since']}>
              {problem.isSinceAtLeast === true ? 'at least ' : ''}
              {age(Math.max(0, nowMs - problem.sinceMs))}
            </span>
          )}
        </span>
        <span className={styles['cause']}>
          <span className={styles['namespace']}>{namespaceWord(problem.namespace)}</span>
          <Words>{problem.cause}</Words>
        </span>
      </span>
      {points.length > 1 && (
        <span className={styles['evidence']}>
          <Sparkline
            points={points.map(([seconds, value]) => [seconds * 1000, value] as const)}
            stepMs={stepOf(points)}
            width={88}
            height={22}
            colour={statusInk(problem.class)}
          />
          <span className={styles['figure']}>
            {label} {formatValue(last, unit)}
          </span>
        </span>
      )}
    </Link>
  );
}

function stepOf(points: OverviewAttention['evidence']['points']): number {
  const distances = points.slice(1).map(([seconds], index) => seconds - (points[index]?.[0] ?? seconds));
  return Math.max(15, Math.min(...distances)) * 1000;
}

function keyOf(problem: OverviewAttention): string {
  return `${problem.namespace}/${problem.kind}/${problem.name}/${problem.class}`;
}
