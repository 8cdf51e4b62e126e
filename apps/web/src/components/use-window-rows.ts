import { useEffect, useState, type RefObject } from 'react';

/** The rows to draw of a long list that scrolls with the page, and the room above and below them, px. */
export type WindowRows = {
  readonly first: number;
  readonly last: number;
  readonly above: number;
  readonly below: number;
};

/** Lists up to this length are drawn whole. */
const wholeLimit = 100;
/** Rows drawn beyond the edges of the window. */
const spare = 20;

/** Which of `count` rows of `rowPx` are near the window; follows scrolling at most once a frame. */
export function useWindowRows(list: RefObject<HTMLElement>, count: number, rowPx: number): WindowRows {
  const [span, setSpan] = useState({ first: 0, last: wholeLimit });
  const isLong = count > wholeLimit;
  useEffect(() => {
    if (!isLong) return undefined;
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowPx) - spare);
      const last = Math.ceil((window.innerHeight - top) / rowPx) + spare;
      setSpan((old) => (old.first === first && old.last === last ? old : { first, last }));
    };
    const ask = () => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    ask();
    window.addEventListener('scroll', ask, { passive: true });
    window.addEventListener('resize', ask);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', ask);
      window.removeEventListener('resize', ask);
    };
  }, [isLong, list, rowPx]);
  if (!isLong) return { first: 0, last: count, above: 0, below: 0 };
  const first = Math.min(span.first, count);
  const last = Math.min(Math.max(span.last, first), count);
  return { first, last, above: first * rowPx, below: (count - last) * rowPx };
}
