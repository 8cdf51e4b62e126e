import { useEffect, useRef, useState } from 'react';
import Chip from '@mui/material/Chip';
import Magnify from 'mdi-material-ui/Magnify';
import type { Workload } from '@hecate/server/contract';
import { statusClasses } from '../../components/status-class.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { useKeys } from '../../shell/use-keys.ts';
import { toggledInList } from '../../time/url-change.ts';
import { runtimeWord } from './runtime-words.ts';
import type { ListState } from './use-workload-filter.ts';
import styles from './WorkloadFilters.module.css';

const classes = ['failed', 'degraded', 'unknown', 'waiting', 'active', 'healthy', 'stopped'] as const;

/** Search and chips; only chips that would find something are offered. */
export function WorkloadFilters({
  state,
  workloads,
}: {
  readonly state: ListState;
  readonly workloads: readonly Workload[];
}) {
  const { filter, change } = state;
  const field = useRef<HTMLInputElement>(null);
  useKeys({ f: () => field.current?.focus() });
  const runtimes = [...new Set(workloads.map(({ runtime }) => runtime))].toSorted();
  const count = (statusClass: string) =>
    workloads.filter(({ status }) => status.class === statusClass).length;
  return (
    <div className={styles['filters']}>
      <SearchField state={state} field={field} />
      <ul className={styles['chips']} aria-label="Filters">
        {classes
          .filter((each) => count(each) > 0 || filter.classes.includes(each))
          .map((each) => (
            <li key={each}>
              <FilterChip
                label={`${statusClasses[each].word} ${count(each)}`}
                icon={<StatusIcon statusClass={each} />}
                isOn={filter.classes.includes(each)}
                onClick={() => change((now) => ({ status: toggledInList(now.get('status'), each) }))}
              />
            </li>
          ))}
        {runtimes.length > 1 &&
          runtimes.map((runtime) => (
            <li key={runtime}>
              <FilterChip
                label={runtimeWord(runtime)}
                isOn={filter.runtimes.includes(runtime)}
                onClick={() => change((now) => ({ runtime: toggledInList(now.get('runtime'), runtime) }))}
              />
            </li>
          ))}
        <li>
          <FilterChip
            label="With GPU"
            isOn={filter.hasGpu}
            onClick={() => change((now) => ({ gpu: now.get('gpu') === 'any' ? null : 'any' }))}
          />
        </li>
        <li>
          <FilterChip
            label="Idle with GPU"
            isOn={filter.isIdleWithGpu}
            onClick={() => change((now) => ({ gpu: now.get('gpu') === 'idle' ? null : 'idle' }))}
          />
        </li>
      </ul>
    </div>
  );
}

function FilterChip({
  label,
  icon,
  isOn,
  onClick,
}: {
  readonly label: string;
  readonly icon?: React.ReactElement;
  readonly isOn: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Chip
      component="button"
      type="button"
      clickable
      variant="outlined"
      label={label}
      {...(icon === undefined ? {} : { icon })}
      aria-pressed={isOn}
      className={isOn ? (styles['on'] ?? '') : ''}
      onClick={onClick}
    />
  );
}

/** The field types ahead of the URL by a moment, so that every letter is at once on screen. */
function SearchField({
  state,
  field,
}: {
  readonly state: ListState;
  readonly field: React.RefObject<HTMLInputElement>;
}) {
  const { filter, change } = state;
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => {
      change({ q: typed === '' ? null : typed });
      setTyped(null);
    }, 150);
    return () => clearTimeout(timer);
  }, [typed, change]);
  return (
    <label className={styles['search']}>
      <Magnify aria-hidden="true" fontSize="small" />
      <span className="visually-hidden">Search by name, namespace or kind</span>
      <input
        ref={field}
        type="search"
        placeholder="Search workloads (f)"
        value={typed ?? filter.text}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}
