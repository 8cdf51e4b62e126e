import {
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MutableRefObject,
} from 'react';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { PanelDefinition, TimeSeriesData } from '@perses-dev/core';
import {
  useDataQueriesContext,
  usePlugin,
  useReplaceVariablesInString,
  useSuggestedStepMs,
} from '@perses-dev/plugin-system';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { newestSample } from '../charts/gaps.ts';
import { answeredWindow, panelSeries } from '../charts/panel-series.ts';
import { isJsonObject, type JsonObject } from '../documents/json.ts';
import { isKindInstalled } from '../perses/installed-plugins.ts';
import { panelActions, type PanelAction } from './panel-actions.ts';
import { PanelBody } from './PanelBody.tsx';
import { PanelHeader } from './PanelHeader.tsx';
import { PanelQueries } from './PanelQueries.tsx';
import { PanelTitle } from './PanelTitle.tsx';
import { PanelTable } from './PanelTable.tsx';
import { panelUnit, titleWithUnit } from './panel-unit.ts';
import { UnknownKind } from './UnknownKind.tsx';
import { useExportPanel } from './use-export-panel.ts';
import { useAfterFirstLook } from './use-after-first-look.ts';
import { useSameAnswers } from './use-same-answers.ts';
import { useInView } from './use-in-view.ts';
import { useLastGood } from './use-last-good.ts';
import styles from './PanelCard.module.css';

/** What the page offers a panel. */
export interface PanelSurroundings {
  readonly isFocused: boolean;
  readonly canEdit: boolean;
  readonly onFocus: (panelKey: string | undefined) => void;
  readonly onEdit: () => void;
  readonly onExplore: (queries: readonly string[]) => void;
  /** Undefined where a panel has no address yet. */
  readonly onCopyLink: ((panelKey: string) => void) | undefined;
}

/**
 * One panel in view mode: own header around the drawing of its plugin; queries run when it comes near the viewport. One that is
 * far away is a frame with its title at first, so that those in view have the processor for themselves.
 */
export const PanelCard = memo(function PanelCard(props: {
  readonly panelKey: string;
  readonly definition: PanelDefinition;
  readonly width: number;
  readonly surroundings: PanelSurroundings;
}) {
  const { panelKey, definition, surroundings } = props;
  const element = useRef<HTMLElement>(null);
  const keysRef = useRef<(event: KeyboardEvent) => void>();
  const isNear = useInView(element);
  const isComplete = useAfterFirstLook() || isNear;
  const { preferences } = usePreferences();
  const titleId = useId();
  const title = useReplaceVariablesInString(definition.spec.display.name) ?? panelKey;
  const titleProps = { titleId, title };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!preferences.letterKeys || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return;
    keysRef.current?.(event);
  };
  useEffect(() => {
    if (surroundings.isFocused) element.current?.focus();
  }, [surroundings.isFocused, element]);

  return (
    <Box
      component="section"
      ref={element}
      className={styles['panel']}
      aria-labelledby={titleId}
      tabIndex={0}
      data-panel={panelKey}
      onKeyDown={onKeyDown}
    >
      {isComplete ? (
        <AskingPanel {...props} {...titleProps} keysRef={keysRef} isNear={isNear} />
      ) : (
        <PanelTitle id={titleId} title={titleWithUnit(title, drawingSpec(definition))} />
      )}
    </Box>
  );
});

interface CompleteProps {
  readonly panelKey: string;
  readonly definition: PanelDefinition;
  readonly surroundings: PanelSurroundings;
  readonly titleId: string;
  readonly title: string;
  /** Where the panel leaves what its letter keys do. */
  readonly keysRef: MutableRefObject<((event: KeyboardEvent) => void) | undefined>;
  readonly isNear: boolean;
}

function AskingPanel(props: CompleteProps & { readonly width: number }) {
  const { definition, width, isNear } = props;
  const { plugin, queries = [] } = definition.spec;
  const missing = missingKind(definition);
  const suggestedStepMs = useSuggestedStepMs(Math.max(100, width));
  const { data: loaded } = usePlugin('Panel', plugin.kind, { enabled: missing === undefined && isNear });
  const definitions = useMemo(
    () => queries.map((query) => ({ kind: query.spec.plugin.kind, spec: query.spec.plugin.spec })),
    [queries],
  );
  const pluginOptions =
    typeof loaded?.queryOptions === 'function' ? loaded.queryOptions(plugin.spec) : loaded?.queryOptions;
  // The mode (instant or range) is part of the question: ask only when the plugin has said which.
  const canAsk = isNear && missing === undefined && loaded !== undefined;
  return (
    <PanelQueries
      definitions={missing === undefined ? definitions : NO_QUERIES}
      suggestedStepMs={suggestedStepMs}
      mode={queryMode(pluginOptions?.mode)}
      isAsking={canAsk}
    >
      <PanelFrame {...props} missing={missing} />
    </PanelQueries>
  );
}

const NO_QUERIES: readonly [] = [];

function queryMode(mode: unknown): 'range' | 'instant' | undefined {
  return mode === 'range' || mode === 'instant' ? mode : undefined;
}

function PanelFrame(props: CompleteProps & { readonly missing: string | undefined }) {
  const { panelKey, definition, surroundings, titleId, title, keysRef, missing, isNear } = props;
  const { queryResults, isFetching } = useDataQueriesContext();
  const [isTable, setTable] = useState(false);
  const description = useReplaceVariablesInString(definition.spec.display.description);
  const unit = panelUnit(drawingSpec(definition));
  const shownTitle = titleWithUnit(title, drawingSpec(definition));
  const exportPanel = useExportPanel();
  const body = useRef<HTMLDivElement>(null);

  const newest = useSameAnswers(
    queryResults.flatMap(({ data, definition: query }) =>
      isTimeSeries(data) ? [{ data, definition: query }] : [],
    ),
  );
  const { answers, failure, lastGoodMs } = useLastGood(newest, queryResults, isFetching);
  const series = useMemo(() => panelSeries(answers), [answers]);
  const newestMs = useMemo(() => newestSample(series), [series]);
  const stepMs = answeredWindow(answers)?.stepMs ?? 15_000;
  const notice = answers
    .flatMap(({ data }) => data.metadata?.notices ?? [])
    .find((one) => one.type !== 'info')?.message;
  const queries = answers.flatMap(({ data }) => data.metadata?.executedQueryString ?? []);
  const { isFocused, canEdit } = surroundings;
  const hasSeries = series.length > 0;
  const hasQuery = queries.length > 0;
  const hasAddress = surroundings.onCopyLink !== undefined;
  const actions = useMemo(
    () => panelActions({ isFocused, isTable, hasSeries, hasQuery, canEdit, hasAddress }),
    [isFocused, isTable, hasSeries, hasQuery, canEdit, hasAddress],
  );
  const links = useMemo(
    () =>
      (definition.spec.links ?? []).map((link) => ({
        name: link.name ?? link.url,
        url: safeUrl(link.url),
        isOutside: link.targetBlank === true,
      })),
    [definition],
  );

  const act = (action: PanelAction) => {
    switch (action) {
      case 'view':
        return surroundings.onFocus(isFocused ? undefined : panelKey);
      case 'table':
        return setTable((was) => !was);
      case 'explore':
        return surroundings.onExplore(queries);
      case 'csv':
      case 'json':
      case 'png':
        return void exportPanel(action, { title: shownTitle, unit, series, body: body.current });
      case 'link':
        return surroundings.onCopyLink?.(panelKey);
      case 'edit':
        return surroundings.onEdit();
    }
  };
  const actRef = useRef(act);
  useEffect(() => {
    actRef.current = act;
  });
  const onAction = useCallback((action: PanelAction) => actRef.current(action), []);
  useEffect(() => {
    keysRef.current = (event) => {
      const entry = actions.find((one) => one.key === event.key);
      if (!entry) return;
      event.preventDefault();
      event.stopPropagation();
      onAction(entry.action);
    };
  }, [keysRef, actions, onAction]);

  return (
    <>
      <PanelHeader
        id={titleId}
        title={shownTitle}
        description={description}
        links={links}
        notice={notice}
        newestMs={newestMs}
        stepMs={stepMs}
        actions={actions}
        onAction={onAction}
      />
      {isFetching && (answers.length > 0 || failure !== undefined) && (
        <LinearProgress
          aria-label="Refreshing"
          sx={{ position: 'absolute', top: 0, left: 0, right: 0, height: 2 }}
        />
      )}
      <div ref={body} className={styles['body']}>
        {missing !== undefined && <UnknownKind kind={missing} document={asJson(definition)} />}
        {missing === undefined && isTable && <PanelTable title={title} series={series} unit={unit} />}
        {missing === undefined && !isTable && isNear && (
          <PanelBody definition={definition} answers={answers} failure={failure} lastGoodMs={lastGoodMs} />
        )}
      </div>
    </>
  );
}

function drawingSpec(definition: PanelDefinition): JsonObject {
  const { spec } = definition.spec.plugin;
  return isJsonObject(spec) ? spec : {};
}

/** The first kind of the panel that no installed plugin draws or asks. */
function missingKind(definition: PanelDefinition): string | undefined {
  const { plugin, queries = [] } = definition.spec;
  if (!isKindInstalled('Panel', plugin.kind)) return plugin.kind;
  return queries
    .map((query) => query.spec.plugin.kind)
    .find((kind) => !isKindInstalled('TimeSeriesQuery', kind));
}

function isTimeSeries(data: unknown): data is TimeSeriesData {
  return isJsonObject(data) && Array.isArray(data['series']);
}

function asJson(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Only links that a browser opens as pages; a document is data of somebody else. */
function safeUrl(url: string): string {
  return /^(https?:\/\/|\/(?!\/)|#|\?)/i.test(url) ? url : '#';
}
