import { Type, type Static } from 'typebox';

export const Template = Type.Object({
  id: Type.String(),
  title: Type.String(),
  /** The question it answers. */
  question: Type.String(),
  group: Type.Union([
    Type.Literal('llm-serving'),
    Type.Literal('predictive-serving'),
    Type.Literal('training'),
    Type.Literal('notebooks'),
    Type.Literal('queues'),
    Type.Literal('gpu-fleet'),
    Type.Literal('platform'),
  ]),
  kinds: Type.Array(Type.String()),
  panels: Type.Number(),
  metrics: Type.Array(Type.String()),
  /** The Perses Dashboard document, project empty. */
  document: Type.Unknown(),
});
export type Template = Static<typeof Template>;

/** `GET /api/hecate/v1/templates` */
export const TemplateList = Type.Object({ templates: Type.Array(Template) });
export type TemplateList = Static<typeof TemplateList>;

export const TemplateCheck = Type.Object({
  id: Type.String(),
  present: Type.Array(Type.String()),
  missing: Type.Array(Type.String()),
  /** Workloads in my projects that it fits. */
  workloads: Type.Number(),
});
export type TemplateCheck = Static<typeof TemplateCheck>;

/** `GET /api/hecate/v1/templates/check?project=`: which of the needed metrics exist here now. */
export const TemplateCheckList = Type.Object({
  checks: Type.Array(TemplateCheck),
  warnings: Type.Array(Type.String()),
});
export type TemplateCheckList = Static<typeof TemplateCheckList>;
