import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const FillRequest = Type.Object({
  cluster: Type.Object({
    seed: Type.Integer(),
    size: Type.Union([Type.Literal('small'), Type.Literal('M')]),
    boundaryTick: Type.Integer(),
  }),
  stateDir: Type.String(),
  promtool: Type.String(),
  tsdbDir: Type.String(),
  hours: Type.Number(),
});

/** What the process that fills in the past is asked; travels as one JSON argument. */
export type FillRequest = Static<typeof FillRequest>;

/** What it tells its parent; a fraction below 0 is a failure. */
export const FillAnswer = Type.Object({ fraction: Type.Number(), message: Type.String() });
export type FillAnswer = Static<typeof FillAnswer>;

/** Reads the request from the argument. */
export function readFillRequest(text: string | undefined): FillRequest {
  const value: unknown = JSON.parse(text ?? 'null');
  return Value.Parse(FillRequest, value);
}
