import type { ParticipationState } from '@foyer/client';
import type { Tone } from '../../shell/tag.tsx';

/** How a state is called and in which tone, everywhere where staff reads it. */
export const stateNames = {
  going: { text: 'stateGoing', tone: 'good' },
  requested: { text: 'stateRequested', tone: 'wait' },
  waitlisted: { text: 'stateWaitlisted', tone: 'wait' },
  offered: { text: 'stateOffered', tone: 'wait' },
  invited: { text: 'stateInvited', tone: 'calm' },
  declined: { text: 'stateDeclined', tone: 'calm' },
  left: { text: 'stateLeft', tone: 'calm' },
  rejected: { text: 'stateRejected', tone: 'bad' },
} as const satisfies Record<ParticipationState, { text: string; tone: Tone }>;

export const states = Object.keys(stateNames) as ParticipationState[];
