import type { Template, TemplateCheck } from '@hecate/server/contract';

/** A template with what is known about it here; `check` is undefined while or when it could not be asked. */
export interface GalleryCard {
  readonly template: Template;
  readonly check: TemplateCheck | undefined;
}

/** One row of the gallery. */
export interface GallerySection {
  readonly title: string;
  readonly cards: readonly GalleryCard[];
}

const GROUPS: readonly (readonly [Template['group'], string])[] = [
  ['llm-serving', 'LLM serving'],
  ['predictive-serving', 'Predictive serving'],
  ['training', 'Training'],
  ['notebooks', 'Notebooks'],
  ['queues', 'Queues'],
  ['gpu-fleet', 'GPU fleet'],
  ['platform', 'Platform'],
];

/** The gallery's rows: first what fits workloads that run here (most workloads first), then the rest by what it is for. */
export function gallerySections(
  templates: readonly Template[],
  checks: readonly TemplateCheck[],
  search: string,
): readonly GallerySection[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const cards = templates
    .filter((template) => matches(template, words))
    .map((template): GalleryCard => ({ template, check: byId.get(template.id) }));
  const fits = cards
    .filter((card) => (card.check?.workloads ?? 0) > 0)
    .toSorted((a, b) => (b.check?.workloads ?? 0) - (a.check?.workloads ?? 0));
  const shown = new Set(fits.map((card) => card.template.id));
  const sections = GROUPS.map(([group, title]) => ({
    title,
    cards: cards.filter((card) => card.template.group === group && !shown.has(card.template.id)),
  }));
  return [{ title: 'Fits your workloads', cards: fits }, ...sections].filter(
    (section) => section.cards.length > 0,
  );
}

/** The live check of a card in words. */
export function checkText(check: TemplateCheck | undefined): {
  readonly tone: 'yes' | 'partly' | 'no' | 'unknown';
  readonly text: string;
} {
  if (!check) return { tone: 'unknown', text: 'not checked' };
  const total = check.present.length + check.missing.length;
  if (total === 0) return { tone: 'yes', text: 'works everywhere: it needs no metric' };
  if (check.missing.length === 0)
    return { tone: 'yes', text: `works here: ${total} of ${total} metrics present` };
  if (check.present.length === 0) return { tone: 'no', text: `none of its ${total} metrics is present here` };
  const named = check.missing.slice(0, 2).join(', ');
  const more = check.missing.length > 2 ? ` and ${check.missing.length - 2} more` : '';
  return {
    tone: 'partly',
    text: `${check.present.length} of ${total} metrics present; missing: ${named}${more}`,
  };
}

function matches(template: Template, words: readonly string[]): boolean {
  const text = [template.title, template.question, template.group, ...template.kinds, ...template.metrics]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
