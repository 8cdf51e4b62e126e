import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { ErrorBody } from '../contract/index.ts';

/**
 * Checks every answer of the routes below against its response schema and turns a wrong one into a 500 that names route,
 * status and path. For tests: the production server sends what its handlers return. `isExempt` names requests that no route answers.
 */
export function checkContracts(
  app: FastifyInstance,
  isExempt: (request: FastifyRequest) => boolean = () => false,
): void {
  const compiled = new Map<unknown, ReturnType<typeof Compile>>();
  const validatorOf = (schema: TSchema): ReturnType<typeof Compile> => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const fresh = Compile(schema);
    compiled.set(schema, fresh);
    return fresh;
  };

  app.addHook('onSend', async (request, reply, payload) => {
    const problem = isExempt(request) ? null : contractProblem(request, reply, payload, validatorOf);
    if (problem !== null) throw new ContractError(problem);
    return payload;
  });
}

/** An answer that its own contract does not allow. */
export class ContractError extends Error {
  readonly code = 'contract_broken';
}

function contractProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  validatorOf: (schema: TSchema) => ReturnType<typeof Compile>,
): string | null {
  const status = reply.statusCode;
  const where = `${request.method} ${request.routeOptions.url ?? request.url} answered ${status}`;
  if (status >= 500 && isContractAnswer(payload)) return null;
  if (request.method === 'HEAD' || status === 304) return null;
  const declared = responseSchema(request, status);
  if (declared === null) return null;
  if (status >= 400 && !isJson(reply)) return `${where} without JSON`;
  // A path that no route answers has no schema: what it says is what every refusal says.
  const schema = request.is404 ? ErrorBody : declared;
  if (schema === undefined) return `${where}, which its response schema does not name`;
  if (status === 204) return hasBody(payload) ? `${where} with a body` : null;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return null;
  if (!isJson(reply)) return null;
  const validator = validatorOf(schema);
  const value: unknown = JSON.parse(payload.toString());
  if (validator.Check(value)) return null;
  const first = [...validator.Errors(value)][0];
  return `${where}: ${first?.instancePath === '' ? '(root)' : (first?.instancePath ?? '?')} ${first?.message ?? ''}`;
}

/** The schema a route declares for a status; null where the route declares a stream, undefined where nothing fits. */
function responseSchema(request: FastifyRequest, status: number): TSchema | null | undefined {
  const declared: unknown = request.routeOptions.schema?.response;
  if (typeof declared !== 'object' || declared === null) return undefined;
  const found: unknown =
    Reflect.get(declared, String(status)) ??
    Reflect.get(declared, `${Math.floor(status / 100)}xx`) ??
    Reflect.get(declared, 'default');
  if (typeof found !== 'object' || found === null) return undefined;
  return isTextual(found) ? null : (found satisfies TSchema);
}

/** A body that is not JSON of ours (a page, a script, a datasource's own answer) carries this mark in its schema. */
function isTextual(schema: object): boolean {
  return Reflect.get(schema, 'x-opaque') === true;
}

function isJson(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith('application/json');
}

function hasBody(payload: unknown): boolean {
  return payload !== null && payload !== undefined && payload !== '';
}

function isContractAnswer(payload: unknown): boolean {
  return typeof payload === 'string' && payload.includes('"contract_broken"');
}
