import type { ParticipationState } from '@foyer/client';
import type { Tone } from '../../shell/tag.tsx';

/** How a state is called, alone and inside a sentence, and in which tone, everywhere where staff reads it. */
export const stateNames = {
  going: { text: 'stateGoing', inside: 'insideGoing', tone: 'good' },
  requested: { text: 'stateRequested', inside: 'insideRequested', tone: 'wait' },
  waitlisted: { text: 'stateWaitlisted', inside: 'insideWaitlisted', tone: 'wait' },
  offered: { text: 'stateOffered', inside: 'insideOffered', tone: 'wait' },
  invited: { text: 'stateInvited', inside: 'insideInvited', tone: 'calm' },
  declined: { text: 'stateDeclined', inside: 'insideDeclined', tone: 'calm' },
  left: { text: 'stateLeft', inside: 'insideLeft', tone: 'calm' },
  rejected: { text: 'stateRejected', inside: 'insideRejected', tone: 'bad' },
} as const satisfies Record<ParticipationState, { text: string; inside: string; tone: Tone }>;

export const states = Object.keys(stateNames) as ParticipationState[];
