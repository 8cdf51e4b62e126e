import { useMemo } from 'react';
import { breakAtGaps } from './gaps.ts';
import type { Point } from './time-chart-model.ts';

/** The shape of a curve without axes, gaps left open; decoration beside a number that says the same. */
export function Sparkline(props: {
  readonly points: readonly Point[];
  readonly stepMs: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}) {
  const { points, stepMs, width, height, colour } = props;
  const path = useMemo(
    () => sparklinePath(points, stepMs * 1.5, width, height),
    [points, stepMs, width, height],
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      style={{ display: 'block' }}
    >
      <path
        d={path}
        fill="none"
        stroke={colour}
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** SVG path of a curve fitted into a box with 2 px of air; a new piece begins after every gap. */
export function sparklinePath(
  points: readonly Point[],
  gapMs: number,
  width: number,
  height: number,
): string {
  const { line } = breakAtGaps(points, gapMs);
  const values = line.flatMap(([, value]) => (value === null || !Number.isFinite(value) ? [] : [value]));
  const first = line[0]?.[0] ?? 0;
  const length = Math.max(1, (line.at(-1)?.[0] ?? 1) - first);
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const spread = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - low;
  let isPenDown = false;
  return line
    .map(([time, value]) => {
      if (value === null || !Number.isFinite(value)) {
        isPenDown = false;
        return '';
      }
      const x = 2 + ((time - first) / length) * (width - 4);
      const y = spread === 0 ? height / 2 : height - 2 - ((value - low) / spread) * (height - 4);
      const command = isPenDown ? 'L' : 'M';
      isPenDown = true;
      return `${command}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
