import { parseResourceKind, readJson, yamlToJson, type ResourceKind } from '@hecate/perses';
import { TransferError } from './transfer-error.ts';

/** Which document a file says it is; nothing of it has been checked yet. */
export interface DocumentIdentity {
  readonly kind: ResourceKind;
  readonly project: string;
  readonly name: string;
}

/** The JSON text in a file; a file that is not UTF-8 and YAML that is no plain document are refused. */
export function jsonTextOf(file: string, bytes: Uint8Array): string {
  const text = utf8.decode(bytes);
  return /\.json$/i.test(file) ? text : yamlToJson(text);
}

/** Reads only who a document is, to order and compare; throws in words when the text is no document of a known kind. */
export function identityOf(text: string): DocumentIdentity {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // The own reader says where the mistake is.
    readJson(text);
    throw cause;
  }
  const kindText = textAt(value, 'kind');
  const kind = parseResourceKind(kindText);
  if (kind === null) {
    throw new TransferError('document_kind', { kind: kindText });
  }
  const metadata: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'metadata') : undefined;
  return {
    kind,
    project: textAt(metadata, 'project').toLowerCase(),
    name: textAt(metadata, 'name').toLowerCase(),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textAt(value: unknown, name: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : '';
}
