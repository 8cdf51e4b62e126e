import { Type, type Static } from 'typebox';

/** `POST /api/hecate/v1/convert`: one or many documents as JSON or YAML. */
export const ConvertRequest = Type.Object({
  /** Perses documents, custom resources of perses.dev, or Grafana dashboards. */
  text: Type.String({ minLength: 1, description: 'JSON, a JSON list, or YAML with --- between documents' }),
  to: Type.Optional(
    Type.Union([Type.Literal('perses'), Type.Literal('cr-v1alpha1'), Type.Literal('cr-v1alpha2')], {
      description: 'perses when absent',
    }),
  ),
  /** For documents that name no project. */
  project: Type.Optional(Type.String({ maxLength: 75 })),
  /** Datasource ids of a Grafana are replaced by the default datasource; true when absent. */
  useDefaultDatasource: Type.Optional(Type.Boolean()),
});
export type ConvertRequest = Static<typeof ConvertRequest>;

const ConversionNote = Type.Object({
  document: Type.String(),
  panel: Type.Optional(Type.String()),
  weight: Type.Union([Type.Literal('attention'), Type.Literal('minor')]),
  what: Type.String(),
  reason: Type.String(),
});

const ConversionReport = Type.Object({
  /** For example: 18 of 20 panels converted. 2 need attention: GPU map, Logs. */
  summary: Type.String(),
  documents: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String(),
      source: Type.Union([Type.Literal('grafana'), Type.Literal('perses'), Type.Literal('custom-resource')]),
      panels: Type.Optional(Type.Object({ total: Type.Integer(), converted: Type.Integer() })),
      upgrades: Type.Array(Type.String()),
    }),
  ),
  refused: Type.Array(Type.Object({ what: Type.String(), reason: Type.String() })),
  notes: Type.Array(ConversionNote),
});

/** The documents that came out, their specs byte for byte where nothing was to change, and what did not come along. */
export const ConvertAnswer = Type.Object({ documents: Type.Array(Type.Unknown()), report: ConversionReport });
export type ConvertAnswer = Static<typeof ConvertAnswer>;
