import { useEffect, useState } from 'react';
import Button from '@mui/material/Button';
import styles from './Reading.module.css';

/** When a wait gets words, and when it can be given up, ms (console.md §4.0). */
const WORDS_FROM_MS = 3_000;
const CANCEL_FROM_MS = 10_000;

/** A wait that lasts: nothing at first, after 3 s what is read, after 10 s the way to give it up. */
export function Reading({
  what,
  progress = null,
  onCancel,
}: {
  /** Completes "Reading …", for example `7 d from Prometheus`. */
  readonly what: string;
  /** How far the page is, for example `4 of 9 panels`. */
  readonly progress?: string | null;
  readonly onCancel: () => void;
}) {
  const [stage, setStage] = useState<'quiet' | 'words' | 'cancel'>('quiet');
  useEffect(() => {
    const words = setTimeout(() => setStage('words'), WORDS_FROM_MS);
    const cancel = setTimeout(() => setStage('cancel'), CANCEL_FROM_MS);
    return () => {
      clearTimeout(words);
      clearTimeout(cancel);
    };
  }, []);
  if (stage === 'quiet') return null;
  return (
    <div className={styles['reading']}>
      <span>
        Reading {what}…{progress !== null && ` ${progress}`}
      </span>
      {stage === 'cancel' && (
        <Button variant="outlined" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
