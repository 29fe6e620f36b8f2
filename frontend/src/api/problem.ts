/** A value the server tells about a refusal; never personal. */
export type Facts = Readonly<Record<string, unknown>>;

/** One field that the server did not take: where it is in the body, what is wrong, and how much would be right. */
export interface FieldFault {
  path: readonly string[];
  code: string;
  facts: Facts;
}

/** What else a problem may carry. */
interface ProblemDetails {
  facts?: Facts;
  errors?: readonly FieldFault[];
  requestId?: string | undefined;
}

/** A refusal of the server, or of the network. `code` is stable and has a sentence in every language. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly facts: Facts;
  readonly errors: readonly FieldFault[];
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    readonly code: string,
    { facts = {}, errors = [], requestId }: ProblemDetails = {},
  ) {
    super(`${status} ${code}`);
    this.facts = facts;
    this.errors = errors;
    this.requestId = requestId;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFault(value: unknown): FieldFault {
  const { path, code, facts } = isRecord(value) ? value : {};
  return {
    path: Array.isArray(path) ? path.map(String) : [],
    code: typeof code === 'string' ? code : 'field_invalid',
    facts: isRecord(facts) ? facts : {},
  };
}

/** Reads `application/problem+json`; any other answer becomes `unexpected`. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (!isRecord(body) || typeof body.code !== 'string') return new ApiProblem(status, 'unexpected');
  return new ApiProblem(status, body.code, {
    facts: isRecord(body.facts) ? body.facts : {},
    errors: Array.isArray(body.errors) ? body.errors.map(asFault) : [],
    requestId: typeof body.request_id === 'string' ? body.request_id : undefined,
  });
}
