/** tRPC's names for the HTTP statuses that refusals have. */
export type FaultStatus =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_SUPPORTED'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE';

/** A way in which a procedure can refuse. Its code is API: it never changes its meaning. */
export type FaultKind<Code extends string = string> = {
  readonly code: Code;
  readonly status: FaultStatus;
  readonly description: string;
};

export function declareFault<const Code extends string>(
  code: Code,
  status: FaultStatus,
  description: string,
): FaultKind<Code> {
  return { code, status, description };
}

export const BAD_INPUT = declareFault(
  'BAD_INPUT',
  'BAD_REQUEST',
  'The input is not what this procedure takes.',
);
export const NOT_FOUND = declareFault('NOT_FOUND', 'NOT_FOUND', 'There is nothing here.');
export const SIGN_IN_REQUIRED = declareFault(
  'SIGN_IN_REQUIRED',
  'UNAUTHORIZED',
  'Sign in first: there is no access token, or it is no longer valid.',
);
export const VERIFICATION_REQUIRED = declareFault(
  'VERIFICATION_REQUIRED',
  'FORBIDDEN',
  'Confirm your address first.',
);
export const REAUTHENTICATION_REQUIRED = declareFault(
  'REAUTHENTICATION_REQUIRED',
  'FORBIDDEN',
  'Confirm that it is you: this needs a sign-in of the last few minutes.',
);
export const SECOND_FACTOR_OWED = declareFault(
  'SECOND_FACTOR_OWED',
  'FORBIDDEN',
  'This service demands a second factor of you. Set one up first.',
);
export const NOT_ALLOWED = declareFault('NOT_ALLOWED', 'FORBIDDEN', 'Your account may not do this.');
export const SCOPE_REQUIRED = declareFault(
  'SCOPE_REQUIRED',
  'FORBIDDEN',
  'The API key of this call may not do this: it lacks the scope that is named.',
);
export const TOO_MANY_REQUESTS = declareFault(
  'TOO_MANY_REQUESTS',
  'TOO_MANY_REQUESTS',
  'Too many requests. Wait, then try again.',
);
export const TOO_LARGE = declareFault(
  'TOO_LARGE',
  'PAYLOAD_TOO_LARGE',
  'The request is larger than allowed.',
);
export const WRONG_METHOD = declareFault(
  'WRONG_METHOD',
  'METHOD_NOT_SUPPORTED',
  'Queries are asked with GET, mutations with POST.',
);
export const WRONG_CONTENT_TYPE = declareFault(
  'WRONG_CONTENT_TYPE',
  'UNSUPPORTED_MEDIA_TYPE',
  'Send application/json.',
);
export const ORIGIN_REFUSED = declareFault(
  'ORIGIN_REFUSED',
  'FORBIDDEN',
  'This call carries a cookie and comes from a page that is not one of ours.',
);
export const IDEMPOTENCY_KEY_REUSED = declareFault(
  'IDEMPOTENCY_KEY_REUSED',
  'CONFLICT',
  'This idempotency key was used for another call. Use a new key for a new call.',
);
export const UNAVAILABLE = declareFault(
  'UNAVAILABLE',
  'SERVICE_UNAVAILABLE',
  'The database cannot be reached just now. Nothing was changed; try again.',
);
export const INTERNAL = declareFault(
  'INTERNAL',
  'INTERNAL_SERVER_ERROR',
  'Something went wrong on our side. The request id names it in the log.',
);
