import { MINUTE_MS } from '../../kernel/clock.ts';
import { ORIGIN_REFUSED } from '../../kernel/fault.contract.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { LINK_INVALID } from '../security-links/security-links.contract.ts';
import { endOtherSessions, endSession } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { refreshSession } from './refresh-session.ts';
import { reportSession } from './report-session.ts';
import {
  EndedSessions,
  EndSessionInput,
  RefreshSessionInput,
  ReportSessionInput,
  SESSION_ENDED,
  SESSION_NOT_FOUND,
  SessionList,
  SessionTokens,
  SignOutInput,
} from './sessions.contract.ts';
import { signOut } from './sign-out.ts';

export const sessionProcedures = router({
  refresh: mutation({
    summary: 'Gives the next pair of tokens for a refresh token, which works once.',
    demands: 'open',
    rest: 'POST /sessions/refresh',
    input: RefreshSessionInput,
    output: SessionTokens,
    faults: [SESSION_ENDED, ORIGIN_REFUSED],
    limits: [ofNetwork(240, MINUTE_MS)],
    run: refreshSession,
  }),
  signOut: mutation({
    summary: 'Ends the session of this device.',
    demands: 'open',
    rest: 'POST /sessions/sign-out',
    input: SignOutInput,
    output: Nothing,
    faults: [ORIGIN_REFUSED],
    run: signOut,
  }),
  list: query({
    summary: 'Lists the devices that are signed in to the account.',
    demands: 'signedIn',
    rest: 'GET /sessions',
    input: Nothing,
    output: SessionList,
    run: listSessions,
  }),
  end: mutation({
    summary: 'Signs one device out.',
    demands: 'fresh',
    rest: 'POST /sessions/{sessionId}/end',
    input: EndSessionInput,
    output: Nothing,
    faults: [SESSION_NOT_FOUND],
    run: endSession,
  }),
  endOthers: mutation({
    summary: 'Signs every device out but this one.',
    demands: 'fresh',
    rest: 'POST /sessions/end-others',
    input: Nothing,
    output: EndedSessions,
    run: endOtherSessions,
  }),
  report: mutation({
    summary:
      'Signs out the device that a security mail was about, and takes back what it has made to get in again; its link works once and for seven days.',
    demands: 'open',
    rest: 'POST /sessions/report',
    input: ReportSessionInput,
    output: EndedSessions,
    faults: [LINK_INVALID],
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
    run: reportSession,
  }),
});
