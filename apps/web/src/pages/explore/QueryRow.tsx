import { useMemo } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import AlertOutline from 'mdi-material-ui/AlertOutline';
import CloseCircleOutline from 'mdi-material-ui/CloseCircleOutline';
import EyeOffOutline from 'mdi-material-ui/EyeOffOutline';
import EyeOutline from 'mdi-material-ui/EyeOutline';
import TrashCanOutline from 'mdi-material-ui/TrashCanOutline';
import { duration } from '../../format/quantity.ts';
import { queryAdvice } from './query-advice.ts';
import { PromqlEditor } from './PromqlEditor.tsx';
import type { QueryError } from './query-error.ts';
import type { QueryAnswer } from './run-query.ts';

/** One query: its letter, editor, what became of it in words, and its buttons. */
export function QueryRow(props: {
  readonly letter: string;
  readonly text: string;
  readonly base: string;
  readonly isFirst: boolean;
  readonly isHidden: boolean;
  readonly isFetching: boolean;
  readonly answer: QueryAnswer | undefined;
  readonly stepMs: number;
  readonly rangeMs: number;
  readonly view: 'graph' | 'table';
  readonly error: QueryError | undefined;
  readonly canRemove: boolean;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onHistory: (by: -1 | 1) => void;
  readonly onToggle: () => void;
  readonly onRemove: () => void;
}) {
  const {
    letter,
    text,
    base,
    isFirst,
    isHidden,
    isFetching,
    answer,
    stepMs,
    rangeMs,
    view,
    error,
    canRemove,
    onChange,
    onRun,
    onHistory,
    onToggle,
    onRemove,
  } = props;
  const advice = useMemo(() => queryAdvice(text, { stepMs, rangeMs }), [text, stepMs, rangeMs]);
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
        <Box
          sx={{
            width: 20,
            lineHeight: '32px',
            fontWeight: 600,
            color: 'text.secondary',
            textAlign: 'center',
            flex: 'none',
          }}
        >
          {letter}
        </Box>
        <PromqlEditor
          text={text}
          base={base}
          label={`Query ${letter}`}
          error={error}
          isFirst={isFirst}
          onChange={onChange}
          onRun={onRun}
          onHistory={onHistory}
        />
        <Tooltip title={isHidden ? 'Show in the result' : 'Hide from the result'}>
          <IconButton
            aria-label={`${isHidden ? 'Show' : 'Hide'} query ${letter}`}
            aria-pressed={isHidden}
            onClick={onToggle}
          >
            {isHidden ? <EyeOffOutline /> : <EyeOutline />}
          </IconButton>
        </Tooltip>
        <Tooltip title="Remove query">
          <span>
            <IconButton aria-label={`Remove query ${letter}`} disabled={!canRemove} onClick={onRemove}>
              <TrashCanOutline />
            </IconButton>
          </span>
        </Tooltip>
      </Box>
      <Box
        component="output"
        sx={{
          pl: '28px',
          minHeight: 18,
          typography: 'body2',
          color: 'text.secondary',
          display: 'flex',
          gap: 0.5,
          alignItems: 'flex-start',
          flexWrap: 'wrap',
          mt: 0.25,
        }}
      >
        {error && (
          <Box sx={{ color: 'error.main', display: 'flex', gap: 0.5, overflowWrap: 'anywhere' }}>
            <CloseCircleOutline fontSize="small" sx={{ mt: '1px' }} />
            {error.text}
          </Box>
        )}
        {!error && isFetching && 'Asking…'}
        {!error && !isFetching && answer && <span>{answerText(answer, stepMs, view)}</span>}
        {answer?.warnings.map((warning) => (
          <Box key={warning} sx={{ color: 'warning.main', display: 'flex', gap: 0.5 }}>
            <AlertOutline fontSize="small" sx={{ mt: '1px' }} />
            {warning.slice(0, 300)}
          </Box>
        ))}
      </Box>
      {advice.map((sentence) => (
        <Box
          key={sentence}
          sx={{ pl: '28px', typography: 'body2', color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          Advice: {sentence}
        </Box>
      ))}
    </Box>
  );
}

function answerText(answer: QueryAnswer, stepMs: number, view: 'graph' | 'table'): string {
  const count = `${answer.series.length.toLocaleString('en-US')} series`;
  const step = view === 'graph' ? `, one point every ${duration(stepMs / 1000)}` : '';
  return `${count} in ${duration(Math.round(answer.durationMs) / 1000)}${step}`;
}
