/** One sample: epoch milliseconds and the value, null = no sample. */
export type Point = readonly [number, number | null];

/** One curve as a chart takes it; `name` is what people read, `labels` the full set. */
export interface ChartSeries {
  readonly id: string;
  readonly name: string;
  readonly points: readonly Point[];
  readonly labels?: Readonly<Record<string, string>>;
  /** A colour that the document fixes; the palette decides otherwise. */
  readonly fixedColour?: string;
  readonly isDashed?: boolean;
}

/** A curve with its ink. */
export interface InkedSeries extends ChartSeries {
  readonly colour: string;
  /** Line dash in px, or a solid line. */
  readonly dash: readonly number[] | undefined;
  /** Line width in px where the series has its own. */
  readonly width?: number;
}

/** The curves beyond the ten that are drawn one by one: their lowest and highest value at each instant. */
export interface Band {
  readonly count: number;
  readonly low: readonly Point[];
  readonly high: readonly Point[];
}

/** A limit with its name, drawn as one dashed line; `side` is where things are worse, above where it is left out. */
export interface Threshold {
  readonly value: number;
  readonly side?: 'above' | 'below';
  readonly label: string;
  readonly colour: string;
}

/** What the chart draws and how. */
export interface TimeChartModel {
  readonly series: readonly ChartSeries[];
  readonly startMs: number;
  readonly endMs: number;
  /** Distance of two samples, ms; a longer distance than 1.5 of it is a gap. */
  readonly stepMs: number;
  /** Catalogue unit or Perses format unit; empty is a plain number. */
  readonly unit: string;
  readonly display: 'line' | 'bar';
  readonly isStacked: boolean;
  /** 0–1; only a stacked chart or a single line is filled. */
  readonly areaOpacity: number;
  readonly lineWidth?: number;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds: readonly Threshold[];
}
