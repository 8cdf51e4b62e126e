import { Type } from 'typebox';

/** A stored document on the wire. What it may carry beyond this is kept and sent as it came. */
export const PersesDocument = Type.Object({
  kind: Type.String(),
  metadata: Type.Object({
    name: Type.String(),
    project: Type.Optional(Type.String()),
    createdAt: Type.String(),
    updatedAt: Type.String(),
    version: Type.Integer({ minimum: 0 }),
    tags: Type.Optional(Type.Array(Type.String())),
  }),
  spec: Type.Unknown(),
});

export const PersesDocumentList = Type.Array(PersesDocument);

/** A document as clients send it; its own room checks the rest. */
export const DocumentToWrite = Type.Object({
  kind: Type.String(),
  metadata: Type.Object({ name: Type.String(), project: Type.Optional(Type.String()) }),
  spec: Type.Unknown(),
});
