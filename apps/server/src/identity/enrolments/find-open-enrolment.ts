import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { ENROLMENT_INVALID } from '../registrations/registrations.contract.ts';
import { EnrolmentEntity, type EnrolmentRow } from './enrolments.entity.ts';

/** The enrolment of a one-time link that can still be used, or a refusal. */
export async function findOpenEnrolment(ctx: Context, token: string): Promise<EnrolmentRow> {
  return openEnrolment(ctx, sha256(token));
}

export async function openEnrolment(ctx: Context, tokenHash: string): Promise<EnrolmentRow> {
  const enrolment = await ctx.em.findOne(
    EnrolmentEntity,
    { tokenHash },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (enrolment === null || enrolment.usedAt || enrolment.expiresAt <= ctx.clock.now())
    throw new Fault(ENROLMENT_INVALID);
  return enrolment;
}
