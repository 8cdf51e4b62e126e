/** Type of a metric family as the text format names it. */
export type FamilyType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/**
 * What an exporter writes into: text for a scrape, OpenMetrics lines for history, or a list for a test.
 * `labels` is the finished text between the braces, empty for none; the same string object should come every tick.
 */
export interface SampleWriter {
  family(name: string, type: FamilyType, help: string): void;
  sample(name: string, labels: string, value: number): void;
}
