export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
  /** `message` of a refusal. */
  readonly message: string;
}

export interface Call {
  readonly method?: string;
  /** Sent as it is when text, else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request of a client that is no browser. */
export async function call(url: string, { method = 'GET', body, headers = {} }: Call = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = parsed(text);
  const message: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, 'message') : undefined;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    message: typeof message === 'string' ? message : '',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
