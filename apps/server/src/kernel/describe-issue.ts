import type { z } from 'zod';
import {
  EMPTY,
  type FieldProblem,
  fieldProblem,
  MISSING,
  NOT_AN_ID,
  NOT_OFFERED,
  NOT_WHOLE,
  problemSaying,
  TOO_BIG,
  TOO_EARLY,
  TOO_FEW,
  TOO_LATE,
  TOO_LONG,
  TOO_MANY,
  TOO_SHORT,
  TOO_SMALL,
  UNKNOWN_FIELDS,
  WRONG,
  WRONG_FORMAT,
  WRONG_TYPE,
} from './field-problem.contract.ts';

type Issue = z.core.$ZodIssue;

/** What zod found, as our own problem: zod's names and parameters are no API. What a contract says of it stays. */
export function describeIssue(issue: Issue): FieldProblem {
  const path = issue.path.join('.');
  const own = problemSaying(issue.message);
  const problem = own ? fieldProblem(path, own) : standardProblem(path, issue);
  return { ...problem, message: issue.message };
}

function standardProblem(path: string, issue: Issue): FieldProblem {
  switch (issue.code) {
    case 'invalid_type':
      // Zod keeps what was given to itself, but for this.
      if (issue.message.endsWith('received undefined')) return fieldProblem(path, MISSING);
      if (issue.expected === 'int') return fieldProblem(path, NOT_WHOLE);
      return fieldProblem(path, WRONG_TYPE, { expected: issue.expected });
    case 'too_small':
      return tooSmall(path, issue);
    case 'too_big':
      return tooBig(path, issue);
    case 'invalid_format':
      return fieldProblem(path, issue.format === 'uuid' ? NOT_AN_ID : WRONG_FORMAT);
    case 'invalid_value':
      return fieldProblem(path, NOT_OFFERED, { offered: issue.values.map(String) });
    case 'unrecognized_keys':
      return fieldProblem(path, UNKNOWN_FIELDS, { names: issue.keys });
    default:
      return fieldProblem(path, WRONG);
  }
}

function tooSmall(path: string, { origin, minimum }: z.core.$ZodIssueTooSmall): FieldProblem {
  const least = Number(minimum);
  switch (origin) {
    case 'string':
      return least === 1 ? fieldProblem(path, EMPTY) : fieldProblem(path, TOO_SHORT, { minimum: least });
    case 'array':
      return least === 1 ? fieldProblem(path, EMPTY) : fieldProblem(path, TOO_FEW, { minimum: least });
    case 'date':
      return fieldProblem(path, TOO_EARLY, { minimum: new Date(least).toISOString() });
    default:
      return fieldProblem(path, TOO_SMALL, { minimum: least });
  }
}

function tooBig(path: string, { origin, maximum }: z.core.$ZodIssueTooBig): FieldProblem {
  const most = Number(maximum);
  switch (origin) {
    case 'string':
      return fieldProblem(path, TOO_LONG, { maximum: most });
    case 'array':
      return fieldProblem(path, TOO_MANY, { maximum: most });
    case 'date':
      return fieldProblem(path, TOO_LATE, { maximum: new Date(most).toISOString() });
    default:
      return fieldProblem(path, TOO_BIG, { maximum: most });
  }
}
