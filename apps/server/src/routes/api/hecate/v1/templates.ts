import type { FastifyInstance } from 'fastify';
import type { Template as CatalogueTemplate } from '@hecate/catalogue';
import { TemplateList, type Template } from '../../../../contract/index.ts';

/** `GET /api/hecate/v1/templates`: the gallery, with the documents. */
export function registerTemplates(app: FastifyInstance, templates: readonly CatalogueTemplate[]): void {
  const schema = { summary: 'Dashboard templates', tags: ['hecate'], response: { 200: TemplateList } };
  const shown = templates.map(({ id, title, question, group, kinds, metrics, document }): Template => ({
    id,
    title,
    question,
    group,
    kinds: [...kinds],
    panels: Object.keys(document.spec.panels).length,
    metrics: [...metrics],
    document,
  }));
  app.get('/api/hecate/v1/templates', { schema }, async () => ({ templates: shown }));
}
