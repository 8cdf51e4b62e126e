import { useEffect, useRef, useState } from 'react';
import Chip from '@mui/material/Chip';
import Magnify from 'mdi-material-ui/Magnify';
import Star from 'mdi-material-ui/Star';
import StarOutline from 'mdi-material-ui/StarOutline';
import { useDashboardFacets, useUsedMetrics } from '../../api/dashboard-list.ts';
import { useKeys } from '../../shell/use-keys.ts';
import { toggledInList } from '../../time/url-change.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { filterParameters, isNarrowed } from './finder-filter.ts';
import type { FinderState } from './use-finder-state.ts';
import styles from './FinderFilters.module.css';

/** Search and filter chips; what the chips offer is counted among the dashboards that are found now. */
export function FinderFilters({
  state,
  project,
}: {
  readonly state: FinderState;
  readonly project: string | null;
}) {
  const { filter, change } = state;
  const facets = useDashboardFacets(filterParameters(filter, project)).data;
  const [prefix, setPrefix] = useState<string | null>(null);
  const metrics = useUsedMetrics(prefix ?? '', project, prefix !== null).data?.metrics;
  const single = (key: string) => ({
    onToggle: (value: string) => change((now) => ({ [key]: now.get(key) === value ? null : value })),
    onClear: () => change({ [key]: null }),
  });
  return (
    <div className={styles['filters']}>
      <SearchField state={state} />
      <ul className={styles['chips']} aria-label="Filters">
        <li>
          <FilterMenu
            label="Metric"
            chosen={filter.metric === '' ? [] : [filter.metric]}
            options={metrics}
            isMono
            takesText
            none="No dashboard uses a metric that begins like this."
            onText={setPrefix}
            {...single('metric')}
          />
        </li>
        <li>
          <FilterMenu
            label="Tag"
            chosen={filter.tags}
            options={facets?.tags}
            none="No dashboard here has a tag. Select some and choose Tag."
            onToggle={(tag) => change((now) => ({ tag: toggledInList(now.get('tag'), tag) }))}
            onClear={() => change({ tag: null })}
          />
        </li>
        <li>
          <FilterMenu
            label="Kind of panel"
            chosen={filter.panelKind === '' ? [] : [filter.panelKind]}
            options={facets?.panelKinds}
            none="No dashboard here has a panel."
            {...single('kind')}
          />
        </li>
        <li>
          <FilterMenu
            label="Owner"
            chosen={filter.owner === '' ? [] : [filter.owner]}
            options={facets?.owners}
            none="No owner is named like this."
            {...single('owner')}
          />
        </li>
        <li>
          <Chip
            component="button"
            type="button"
            clickable
            variant="outlined"
            label="Favourites"
            icon={filter.isFavourite ? <Star fontSize="small" /> : <StarOutline fontSize="small" />}
            aria-pressed={filter.isFavourite}
            className={filter.isFavourite ? (styles['on'] ?? '') : ''}
            onClick={() => change((now) => ({ fav: now.get('fav') === '1' ? null : '1' }))}
          />
        </li>
        {isNarrowed(filter) && (
          <li>
            <button type="button" className={styles['clear']} onClick={state.clear}>
              Clear filters
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

/** The field types ahead of the URL by a moment, so that every letter is at once on screen. */
function SearchField({ state }: { readonly state: FinderState }) {
  const { filter, change } = state;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  useKeys({ '/': () => field.current?.focus(), f: () => field.current?.focus() });
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
      <span className="visually-hidden">Search titles, panels, tags and metrics</span>
      <input
        ref={field}
        type="search"
        placeholder="Search titles, panels, metrics (/)"
        maxLength={200}
        value={typed ?? filter.text}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Browsers empty a search field on Escape; here it only gives the keys back to the list.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}
