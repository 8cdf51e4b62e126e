import { Link } from 'react-router-dom';
import type { Overview } from '@hecate/server/contract';
import { namespaceWord } from '../../components/namespace-word.ts';
import { Name } from '../../components/Name.tsx';
import { Panel } from '../../components/Panel.tsx';
import { statusInk, statusTint } from '../../components/status-class.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { workloadPath } from '../../components/workload-path.ts';
import { percent } from '../../format/quantity.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { emptyStrips, stripTitles } from './overview-words.ts';
import styles from './WorkloadStrip.module.css';

type Strip = Overview['strips'][number];
type Cell = Strip['cells'][number];

/** Up to so many cells have their names written out; above it they are icons with the name on focus. */
const namedLimit = 14;

/** The workloads of one sort, worst first: cells with names, progress bars for training. */
export function WorkloadStrip({ strip }: { readonly strip: Strip }) {
  const search = useKeptSearch();
  const { cells, id } = strip;
  const to = `/workloads${search}${search === '' ? '?' : '&'}tab=${id}`;
  const isNamed = cells.length <= namedLimit;
  return (
    <Panel
      title={`${stripTitles[id]} ${cells.length}`}
      aside={
        <Link to={to} className={styles['all']}>
          All<span className="visually-hidden"> {stripTitles[id]}</span>
        </Link>
      }
    >
      {cells.length === 0 && <p className={styles['none']}>{emptyStrips[id]}</p>}
      {id === 'training' && isNamed ? (
        <ul className={styles['bars']}>
          {cells.map((cell) => (
            <li key={`${namespaceWord(cell.namespace)}/${cell.name}`}>
              <ProgressRow cell={cell} search={search} />
            </li>
          ))}
        </ul>
      ) : (
        <ul className={styles['cells']}>
          {cells.map((cell) => (
            <li key={`${namespaceWord(cell.namespace)}/${cell.kind}/${cell.name}`}>
              <Link
                to={`${workloadPath(cell)}${search}`}
                className={styles['cell']}
                style={{ background: statusTint(cell.class) }}
                {...(isNamed
                  ? {}
                  : { 'aria-label': `${cell.name}, ${namespaceWord(cell.namespace)}: ${cell.word}` })}
                title={`${cell.name} · ${namespaceWord(cell.namespace)} · ${cell.word}`}
              >
                <StatusIcon statusClass={cell.class} />
                {isNamed && (
                  <span className={styles['name']}>
                    <Name>{cell.name}</Name>
                    <span className="visually-hidden">, {cell.word}</span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ProgressRow({ cell, search }: { readonly cell: Cell; readonly search: string }) {
  const shown = cell.progress === null ? cell.word : percent(cell.progress);
  return (
    <Link to={`${workloadPath(cell)}${search}`} className={styles['bar']}>
      <StatusIcon statusClass={cell.class} />
      <span className={styles['name']}>
        <Name>{cell.name}</Name>
      </span>
      <span className={styles['track']}>
        {cell.progress !== null && (
          <span
            style={{ width: `${Math.min(100, cell.progress * 100)}%`, background: statusInk(cell.class) }}
          />
        )}
      </span>
      <span className={styles['figure']}>{shown}</span>
    </Link>
  );
}
