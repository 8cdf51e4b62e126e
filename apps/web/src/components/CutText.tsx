import { useState } from 'react';
import styles from './CutText.module.css';

/** Text of a server or of an error, shown as text: a long one is cut, with a way to read all of it. */
export function CutText({
  children: text,
  longest = 300,
}: {
  readonly children: string;
  /** Characters shown before the cut. */
  readonly longest?: number;
}) {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= longest || isWhole) return text;
  return (
    <>
      {text.slice(0, longest)}…{' '}
      <button type="button" className={styles['more']} onClick={() => setWhole(true)}>
        Show all
      </button>
    </>
  );
}
