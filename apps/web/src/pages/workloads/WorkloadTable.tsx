import { useRef, type KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import ChevronDown from 'mdi-material-ui/ChevronDown';
import ChevronUp from 'mdi-material-ui/ChevronUp';
import type { Workload } from '@hecate/server/contract';
import { namespaceWord } from '../../components/namespace-word.ts';
import { Name } from '../../components/Name.tsx';
import { StatusLabel } from '../../components/StatusLabel.tsx';
import { useNow } from '../../components/use-now.ts';
import { useRowKeys } from '../../components/use-row-keys.ts';
import { useSteadyOrder } from '../../components/use-steady-order.ts';
import { useWindowRows } from '../../components/use-window-rows.ts';
import { workloadKey } from '../../components/workload-key.ts';
import { workloadPath } from '../../components/workload-path.ts';
import { Sparkline } from '../../dashboards/charts/Sparkline.tsx';
import { age } from '../../format/time.ts';
import { integer, missing } from '../../format/number.ts';
import { isKey } from '../../shell/is-key.ts';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { densities } from '../../theme/tokens.ts';
import { useKeptSearch } from '../../time/use-url-state.ts';
import { runtimeWord } from './runtime-words.ts';
import { Vital } from './Vital.tsx';
import type { SortColumn } from './workload-filter.ts';
import styles from './WorkloadTable.module.css';

/** Distance of two samples of a sparkline, ms. */
const sparklineStepMs = 60_000;

const columns: readonly { readonly id: SortColumn; readonly label: string; readonly isNumber?: boolean }[] = [
  { id: 'status', label: 'Status' },
  { id: 'name', label: 'Name' },
  { id: 'runtime', label: 'Runtime' },
  { id: 'vital', label: 'Now' },
  { id: 'gpus', label: 'GPUs', isNumber: true },
  { id: 'age', label: 'Age', isNumber: true },
];

/** One row per workload of whatever kind; order and rows stay put while pointer or focus is inside. */
export function WorkloadTable({
  workloads,
  sort,
  selected,
  onSort,
  onPreview,
}: {
  readonly workloads: readonly Workload[];
  readonly sort: string;
  readonly selected: string;
  readonly onSort: (sort: string) => void;
  readonly onPreview: (key: string) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const steady = useSteadyOrder(workloads, workloadKey);
  const { density } = usePreferences();
  const rowPx = densities[density].row;
  const rows = useWindowRows(body, steady.shown.length, rowPx);
  useRowKeys(body);
  return (
    <div className={styles['scroll']} {...steady.handlers}>
      {steady.newCount > 0 && (
        <button type="button" className={styles['new']} onClick={steady.release}>
          {steady.newCount} new
        </button>
      )}
      <table
        className={`${styles['table']} ${selected === '' ? '' : styles['brief']}`}
        aria-rowcount={steady.shown.length + 1}
      >
        <caption className="visually-hidden">Workloads, {steady.shown.length} rows</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <SortableHead key={column.id} {...column} sort={sort} onSort={onSort} />
            ))}
            <th scope="col">Last 30 min</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.above > 0 && <Spacer height={rows.above} />}
          {steady.shown.slice(rows.first, rows.last).map((workload, index) => (
            <Row
              key={workloadKey(workload)}
              workload={workload}
              rowIndex={rows.first + index + 2}
              isSelected={workloadKey(workload) === selected}
              onPreview={onPreview}
            />
          ))}
          {rows.below > 0 && <Spacer height={rows.below} />}
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return <tr aria-hidden="true" style={{ height }} />;
}

function SortableHead({
  id,
  label,
  isNumber = false,
  sort,
  onSort,
}: {
  readonly id: SortColumn;
  readonly label: string;
  readonly isNumber?: boolean;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}) {
  const isUp = sort === id;
  const isDown = sort === `-${id}`;
  const direction = isUp ? 'ascending' : 'descending';
  const Arrow = isDown ? ChevronDown : ChevronUp;
  return (
    <th
      scope="col"
      aria-sort={isUp || isDown ? direction : undefined}
      className={isNumber ? styles['number'] : undefined}
    >
      <button type="button" className={styles['sort']} onClick={() => onSort(isUp ? `-${id}` : id)}>
        {label}
        {(isUp || isDown) && <Arrow aria-hidden="true" fontSize="small" />}
      </button>
    </th>
  );
}

function Row({
  workload,
  rowIndex,
  isSelected,
  onPreview,
}: {
  readonly workload: Workload;
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly onPreview: (key: string) => void;
}) {
  const navigate = useNavigate();
  const search = useKeptSearch();
  const nowMs = useNow();
  const to = `${workloadPath(workload)}${search}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isKey<'list'>(event, ' ')) return;
    event.preventDefault();
    onPreview(isSelected ? '' : workloadKey(workload));
  };
  return (
    <tr
      aria-rowindex={rowIndex}
      className={isSelected ? styles['selected'] : undefined}
      onClick={(event) => {
        const isLink = event.target instanceof Element && event.target.closest('a') !== null;
        if (!isLink) navigate(to);
      }}
    >
      <td>
        <span
          className={styles['status']}
          title={`${workload.status.word}${workload.status.reason === '' ? '' : `: ${workload.status.reason}`}`}
        >
          <StatusLabel
            statusClass={workload.status.class}
            word={workload.status.word}
            state={workload.status.state}
          />
        </span>
      </td>
      <td className={styles['name']}>
        <NameCell workload={workload} to={to} onKeyDown={onKeyDown} />
      </td>
      <td>{runtimeWord(workload.runtime)}</td>
      <td>
        <span className={styles['vitals']}>
          {workload.vitals.slice(0, 2).map((vital) => (
            <Vital key={vital.id} vital={vital} hasLabel />
          ))}
        </span>
      </td>
      <td className={styles['number']}>{workload.gpus === 0 ? missing : integer(workload.gpus)}</td>
      <td className={styles['number']}>
        {workload.startedMs === null ? missing : age(Math.max(0, nowMs - workload.startedMs))}
      </td>
      <td>
        <Sparkline
          points={workload.sparkline.map(([seconds, value]) => [seconds * 1000, value] as const)}
          stepMs={sparklineStepMs}
          width={88}
          height={22}
          colour="var(--series)"
        />
      </td>
    </tr>
  );
}

function NameCell({
  workload,
  to,
  onKeyDown,
}: {
  readonly workload: Workload;
  readonly to: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <span className={styles['place']}>
      <Link to={to} data-row="" onKeyDown={onKeyDown}>
        <Name>{workload.name}</Name>
      </Link>
      <span className={styles['namespace']}>{namespaceWord(workload.namespace)}</span>
    </span>
  );
}
