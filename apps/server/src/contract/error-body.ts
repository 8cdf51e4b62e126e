import { Type, type Static } from 'typebox';

/** The body of every refusal. Perses clients read `message`; `code` is the row of the error table, `requestId` the log's. */
export const ErrorBody = Type.Object({
  message: Type.String(),
  code: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
});
export type ErrorBody = Static<typeof ErrorBody>;
