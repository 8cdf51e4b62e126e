import { useCallback, useMemo, useState, type MouseEvent } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Plus from 'mdi-material-ui/Plus';
import { toldError } from '../../api/cancelled.ts';
import { PageTitle } from '../../components/PageTitle.tsx';
import { resolveRange, smallestStepMs, stepFor } from '../../time/range.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import { replaceBuiltins } from './builtin-variables.ts';
import { DatasourcePicker } from './DatasourcePicker.tsx';
import { ExploreResults, type ExploreAnswer } from './ExploreResults.tsx';
import { ExploreStart } from './ExploreStart.tsx';
import {
  QUERY_COUNT_LIMIT,
  queryLetter,
  readExploreState,
  writeExploreState,
  type ExploreState,
} from './explore-state.ts';
import { addToHistory, readHistory, writeHistory } from './query-history.ts';
import { QueryRow } from './QueryRow.tsx';
import { runQuery } from './run-query.ts';
import { queryError } from './query-error.ts';

/** Points per curve asked for. */
const POINTS = 400;

/** `/explore`: one or more PromQL queries over the page's range, as graph and as table; everything is in the URL. */
export function ExplorePage() {
  const [search, setSearch] = useSearchParams();
  const { range, refreshCount } = useTimeRange();
  const state = useMemo(() => readExploreState(search), [search]);
  const base = search.get('ds')
    ? `/proxy/globaldatasources/${encodeURIComponent(search.get('ds') ?? '')}`
    : '/prometheus';
  const [texts, setTexts] = useState<readonly string[]>(() =>
    state.queries.length === 0 ? [''] : state.queries,
  );
  /** The queries that this page wrote into the URL and has not read from it yet. */
  const [written, setWritten] = useState<readonly string[] | null>(null);
  const [runs, setRuns] = useState(0);
  const [history, setHistory] = useState(readHistory);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [historyAt, setHistoryAt] = useState(-1);

  const write = useCallback(
    (next: ExploreState, push = false) => {
      setWritten(next.queries);
      setSearch((old) => writeExploreState(old, next), { replace: !push });
    },
    [setSearch],
  );
  // Back and forward bring other queries into the URL: the editors follow. What this page wrote into it comes back a moment later,
  // and a change of the range brings the same queries again: neither takes away what was typed since.
  const [seen, setSeen] = useState(state.queries);
  if (seen !== state.queries) {
    setSeen(state.queries);
    const isOwn = written !== null && sameTexts(written, state.queries);
    if (isOwn) setWritten(null);
    else if (state.queries.length > 0 && !sameTexts(seen, state.queries)) setTexts(state.queries);
  }

  const window = useMemo(() => windowOf(range, runs + refreshCount), [range, runs, refreshCount]);
  const stepMs = stepFor(window.endMs - window.startMs, POINTS);
  const client = useQueryClient();
  const keyOf = (query: string) => ['explore', base, query, state.view, window.startMs, window.endMs, stepMs];
  const cancel = () => {
    for (const query of state.queries) void client.cancelQueries(keyOf(query), {}, { revert: false });
  };
  const results = useQueries({
    queries: state.queries.map((query, index) => ({
      queryKey: keyOf(query),
      queryFn: ({ signal }: { signal?: AbortSignal | undefined }) =>
        runQuery(
          base,
          replaceBuiltins(query, { stepMs, rangeMs: window.endMs - window.startMs }),
          { ...window, stepMs },
          state.view,
          signal,
        ),
      enabled: query.trim() !== '' && !state.hidden.has(index),
      staleTime: Number.POSITIVE_INFINITY,
      keepPreviousData: false,
      retry: false,
    })),
  });
  const run = () => {
    const queries = texts.map((text) => text.trim()).filter((text) => text !== '');
    if (queries.length === 0) return;
    const remembered = queries.toReversed().reduce(addToHistory, history);
    setHistory(remembered);
    writeHistory(remembered);
    setHistoryAt(-1);
    setTexts(queries);
    write({ ...state, queries }, !sameTexts(queries, state.queries));
    setRuns((count) => count + 1);
  };
  const setText = (index: number, text: string) =>
    setTexts((old) => old.map((one, at) => (at === index ? text : one)));
  const remove = (index: number) => {
    const next = texts.filter((_one, at) => at !== index);
    setTexts(next.length === 0 ? [''] : next);
    const hidden = new Set(
      [...state.hidden].flatMap((at) => (at === index ? [] : [at > index ? at - 1 : at])),
    );
    write({ ...state, queries: state.queries.filter((_one, at) => at !== index), hidden });
  };
  const toggle = (index: number) => {
    const hidden = new Set(state.hidden);
    if (!hidden.delete(index)) hidden.add(index);
    write({ ...state, hidden });
  };
  const fromHistory = (index: number, by: -1 | 1) => {
    // The newest is what stands here after a run: the first step goes past it.
    const from = historyAt === -1 && history[0] === texts[index]?.trim() ? 0 : historyAt;
    const at = Math.min(history.length - 1, Math.max(-1, from - by));
    setHistoryAt(at);
    if (at >= 0) setText(index, history[at] ?? '');
  };
  const start = (query: string) => {
    setTexts([query]);
    write({ ...state, queries: [query] }, true);
    setRuns((count) => count + 1);
  };

  const answers = state.queries.flatMap((query, index): ExploreAnswer[] => {
    const data = results[index]?.data;
    return data && !state.hidden.has(index)
      ? [{ letter: queryLetter(index), query, series: data.series }]
      : [];
  });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageTitle title="Explore" documentTitle="Explore" actions={<DatasourcePicker />} />
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        {texts.map((text, index) => {
          const result = results[index];
          const isRun = state.queries[index] === text.trim();
          return (
            <QueryRow
              key={index}
              letter={queryLetter(index)}
              text={text}
              base={base}
              isFirst={index === 0}
              isHidden={state.hidden.has(index)}
              isFetching={result?.isFetching === true}
              answer={isRun ? result?.data : undefined}
              stepMs={stepMs}
              rangeMs={window.endMs - window.startMs}
              view={state.view}
              error={isRun && result?.error ? queryError(toldError(result.error)) : undefined}
              canRemove={texts.length > 1 || text !== ''}
              onChange={(next) => setText(index, next)}
              onRun={run}
              onHistory={(by) => fromHistory(index, by)}
              onToggle={() => toggle(index)}
              onRemove={() => remove(index)}
            />
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button variant="contained" onClick={run}>
          Run {texts.length === 1 ? 'query' : 'queries'}
        </Button>
        <Box component="kbd" sx={{ color: 'text.secondary' }}>
          Ctrl+Enter
        </Box>
        <Button
          variant="outlined"
          startIcon={<Plus fontSize="small" />}
          disabled={texts.length >= QUERY_COUNT_LIMIT}
          onClick={() => setTexts([...texts, ''])}
        >
          Add query
        </Button>
        <Button
          variant="outlined"
          disabled={history.length === 0}
          aria-haspopup="menu"
          onClick={(event: MouseEvent<HTMLElement>) => setMenu(event.currentTarget)}
        >
          History
        </Button>
        <Box sx={{ flex: 1 }} />
        <ToggleButtonGroup
          size="small"
          exclusive
          value={state.view}
          aria-label="View"
          onChange={(_event, view: ExploreState['view'] | null) => view && write({ ...state, view })}
        >
          <ToggleButton value="graph" sx={{ py: 0.25, color: 'text.primary' }}>
            Graph
          </ToggleButton>
          <ToggleButton value="table" sx={{ py: 0.25, color: 'text.primary' }}>
            Table
          </ToggleButton>
        </ToggleButtonGroup>
      </Box>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => setMenu(null)}>
        {history.map((query) => (
          <MenuItem
            key={query}
            onClick={() => {
              setMenu(null);
              start(query);
            }}
            sx={{ maxWidth: 720 }}
          >
            <Box component="code" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
              {query}
            </Box>
          </MenuItem>
        ))}
      </Menu>
      {state.queries.length === 0 ? (
        <ExploreStart history={history} onStart={start} />
      ) : (
        <ExploreResults
          answers={answers}
          view={state.view}
          window={window}
          stepMs={stepMs}
          isFetching={results.some((one) => one.isFetching)}
          hasSeveral={state.queries.length > 1}
          base={base}
          onCancel={cancel}
        />
      )}
    </Box>
  );
}

/** `_cause` only makes the window new; ends at a whole step of the scrape, so that equal questions are equal. */
function windowOf(range: Parameters<typeof resolveRange>[0], _cause: number) {
  return resolveRange(range, Math.floor(Date.now() / smallestStepMs) * smallestStepMs);
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text.trim() === b[index]?.trim());
}
