/** Everything that people and staff can do around one event, in any order. */
export type Step =
  | { kind: Own; who: number }
  | { kind: Steering; who: number }
  | { kind: 'capacity'; seats: number | null }
  | { kind: 'waitlist'; mode: 'off' | 'auto' | 'offer' }
  | { kind: 'policy'; policy: 'open' | 'approval' | 'invitation' | 'closed' }
  | { kind: 'registration'; phase: Phase; isByStaff: boolean }
  | { [One in Plain]: { kind: One } }[Plain];

/** Of registration: not open yet, open until the start, open until the end, or over. */
export type Phase = 'ahead' | 'open' | 'open-to-the-end' | 'over';
export type Plain = 'offers-lapse' | 'minute' | 'cancel' | 'publish' | 'unpublish' | 'start' | 'end';
export type Own = 'join' | 'leave' | 'accept' | 'decline';
export type Steering =
  | 'approve'
  | 'reject'
  | 'invite'
  | 'ask'
  | 'record'
  | 'override'
  | 'queue'
  | 'remove'
  | 'blacklist'
  | 'pardon'
  | 'ban'
  | 'unban'
  | 'invite-address'
  | 'disable'
  | 'enable';

const LIVE = ['invited', 'requested', 'waitlisted', 'offered', 'going'];
const OUT = ['declined', 'left', 'rejected'];
const STATES = [...LIVE, ...OUT];

/** What should be so, in as few words as it can be said. */
export class Model {
  capacity: number | null = 2;
  waitlist: 'off' | 'auto' | 'offer' = 'auto';
  policy: 'open' | 'approval' | 'invitation' | 'closed' = 'open';
  status: 'draft' | 'published' | 'cancelled' = 'published';
  phase: Phase = 'open';
  /** Whether it goes on by now, or is over. */
  hasStarted = false;
  hasEnded = false;
  /** Whether what lets a line move happened by itself, or elsewhere, and the job of every minute has not run since. */
  isMinuteOwed = false;
  states = new Map<number, string>();
  /** In the order in which they came. */
  waiting: number[] = [];
  blacklisted = new Set<number>();
  /** From all events, by an entry of its own. */
  banned = new Set<number>();
  /** Whose address was invited before it was theirs: whoever is not known as invited, and comes, was. */
  invitedByAddress = new Set<number>();
  /** Whoever cannot do anything themselves: they keep their places, and nobody stands behind them. */
  disabled = new Set<number>();
  /** Whose offers are over, whether or not anybody has noticed. */
  lapsed = new Set<number>();
  /** Of each record, the states that it went through; a removed one begins anew. */
  transitions = new Map<number, string[]>();

  own(verb: Own, who: number): string {
    const state = this.states.get(who);
    if (this.status === 'draft') return 'EVENT_NOT_FOUND';
    if (verb === 'leave') return this.#leave(who, state);
    if (verb === 'decline') {
      if (state === undefined) return 'NOT_PARTICIPATING';
      if (state === 'declined') return 'OK';
      return state === 'invited' || state === 'offered' ? this.#out(who, 'declined') : 'NOTHING_OFFERED';
    }
    return this.#enter(who, state, verb === 'accept');
  }

  #leave(who: number, state: string | undefined): string {
    if (state === undefined) return 'NOT_PARTICIPATING';
    if (OUT.includes(state)) return 'OK';
    return this.#out(who, state === 'invited' ? 'declined' : 'left');
  }

  #enter(who: number, state: string | undefined, needsAsking: boolean): string {
    if (state === 'going' || state === 'waitlisted') return 'OK';
    if (state === 'requested' && this.policy !== 'open' && !needsAsking) return 'OK';
    if (this.#isUnwanted(who) || state === 'rejected') return 'PARTICIPATION_REFUSED';
    if (state === 'offered') return this.#takeOffer(who);
    if (needsAsking && state !== 'invited') return 'NOTHING_OFFERED';
    const admission = this.#admit(state === 'invited');
    const isForTheInvited = admission === 'INVITATION_REQUIRED' || admission === 'requested';
    const isByAddress = isForTheInvited && this.invitedByAddress.has(who);
    const outcome = isByAddress ? this.#admit(true) : admission;
    if (!STATES.includes(outcome)) return outcome;
    if (isByAddress) this.invitedByAddress.delete(who);
    return this.#move(who, outcome);
  }

  #admit(isAsked: boolean): string {
    if (this.status !== 'published' || this.hasEnded) return 'REGISTRATION_CLOSED';
    if (!isAsked && (!this.isOpen || this.policy === 'closed')) return 'REGISTRATION_CLOSED';
    if (!isAsked && this.policy === 'invitation') return 'INVITATION_REQUIRED';
    // Asking to be let in does not ask whether anybody waits, as long as there is a line to be put into.
    const admission = this.#seatOrPlace();
    return !isAsked && this.policy === 'approval' && admission !== 'EVENT_FULL' ? 'requested' : admission;
  }

  /** Registration ends with the start, as long as nobody says otherwise, and with the end whatever they say. */
  get isOpen(): boolean {
    if (this.phase === 'open-to-the-end') return !this.hasEnded;
    return this.phase === 'open' && !this.hasStarted;
  }

  #isUnwanted(who: number): boolean {
    return this.blacklisted.has(who) || this.banned.has(who);
  }

  #takeOffer(who: number): string {
    const isTooLate = this.phase === 'over' || this.hasStarted;
    if (this.status !== 'published' || isTooLate) return 'REGISTRATION_CLOSED';
    if (!this.lapsed.has(who)) return this.#move(who, 'going');
    this.#out(who, 'declined');
    return 'OFFER_EXPIRED';
  }

  #seatOrPlace(): string {
    if (this.hasRoom() && !this.#isWaited) return 'going';
    return this.waitlist === 'off' ? 'EVENT_FULL' : 'waitlisted';
  }

  steer(verb: Steering, who: number): void {
    const state = this.states.get(who);
    const isLive = LIVE.includes(state ?? '');
    if (verb === 'pardon') this.blacklisted.delete(who);
    else if (verb === 'unban') this.banned.delete(who);
    else if (verb === 'invite-address') this.invitedByAddress.add(who);
    else if (verb === 'disable') this.disabled.add(who);
    else if (verb === 'enable') this.#enable(who);
    else if (verb === 'reject') isLive && this.#out(who, 'rejected');
    else if (verb === 'remove') state !== undefined && this.#remove(who);
    else if (verb === 'blacklist' || verb === 'ban') {
      (verb === 'ban' ? this.banned : this.blacklisted).add(who);
      this.invitedByAddress.delete(who);
      const isOver = this.status === 'cancelled' || (this.status === 'published' && this.hasEnded);
      if (isLive && !isOver) this.#out(who, 'rejected');
    } else if (this.#isUnwanted(who)) return;
    else if (verb === 'override') state !== 'going' && this.#move(who, 'going');
    else if (this.status !== 'published' || this.hasEnded) return;
    else if (verb === 'queue') this.#queue(who, state);
    else if (verb === 'record') this.#record(who, state);
    else if (verb === 'ask') (!isLive || state === 'requested') && this.#move(who, 'invited');
    else if (verb === 'invite') !isLive && this.#move(who, 'invited');
    else if (state === 'requested') {
      const admission = this.#seatOrPlace();
      if (admission !== 'EVENT_FULL') this.#move(who, admission);
    }
  }

  #queue(who: number, state: string | undefined): void {
    if (state === 'waitlisted' || !this.isOpen || this.waitlist === 'off') return;
    this.#move(who, 'waitlisted');
    this.promote();
  }

  /** Staff lets somebody in by the rules, past nobody who waits. */
  #record(who: number, state: string | undefined): void {
    if (state === 'going' || !this.isOpen) return;
    if (state === 'offered' || (this.hasRoom() && !this.#isWaited)) this.#move(who, 'going');
  }

  #enable(who: number): void {
    if (this.disabled.delete(who) && this.states.get(who) === 'waitlisted') this.promote();
  }

  /** Of what is done with the event itself, how it ends. */
  turn(kind: 'cancel' | 'publish' | 'unpublish'): string {
    if (kind === 'cancel') {
      if (this.status === 'cancelled' || this.hasEnded) return 'EVENT_NOT_CANCELLABLE';
      this.status = 'cancelled';
    } else if (this.status === 'cancelled') {
      return kind === 'publish' ? 'EVENT_NOT_PUBLISHABLE' : 'EVENT_NOT_PUBLISHED';
    } else if (kind === 'publish') {
      this.status = 'published';
    } else {
      const isAnybodyIn = [...this.states.values()].some((state) => LIVE.includes(state));
      if (this.status === 'published' && isAnybodyIn) return 'EVENT_HAS_PARTICIPANTS';
      this.status = 'draft';
    }
    return 'OK';
  }

  /** By time, which moves nobody up, or by staff. No offer outlasts it. */
  setRegistration(phase: Phase, isByStaff: boolean): string {
    if (isByStaff && this.status === 'cancelled') return 'EVENT_NOT_EDITABLE';
    this.phase = phase;
    this.isMinuteOwed = true;
    if (phase === 'over') this.offersLapse();
    if (isByStaff) this.promote();
    return 'OK';
  }

  /** It goes on, or is over: with that the line is. */
  passOn(kind: 'start' | 'end'): string {
    this.hasStarted = true;
    this.hasEnded ||= kind === 'end';
    this.offersLapse();
    return 'OK';
  }

  /** All offers are over, and nobody has noticed. */
  offersLapse(): void {
    for (const who of this.inState('offered')) this.lapsed.add(who);
  }

  /** What the job of every minute does. */
  minute(): void {
    for (const who of this.lapsed) this.#move(who, 'declined');
    this.promote();
  }

  /** Those who wait and can be given a seat. */
  inLine(): number[] {
    return this.waiting.filter((who) => !this.disabled.has(who));
  }

  /** Once it goes on, nobody in line gets a seat any more, and nobody stands behind them. */
  get #isWaited(): boolean {
    return !this.hasStarted && this.inLine().length > 0;
  }

  get #givesSeats(): boolean {
    return this.status === 'published' && this.isOpen;
  }

  /** A seat is free, and somebody who could have it waits: so it is for a minute, when registration opens. */
  get isStuck(): boolean {
    return this.#givesSeats && this.#isWaited && this.hasRoom();
  }

  promote(): void {
    this.isMinuteOwed = false;
    while (this.isStuck)
      this.#move(this.inLine()[0] as number, this.waitlist === 'offer' ? 'offered' : 'going');
  }

  hasRoom(): boolean {
    return this.capacity === null || this.seats() < this.capacity;
  }

  seats(): number {
    return this.inState('going').length + this.inState('offered').length;
  }

  inState(state: string): number[] {
    return [...this.states].flatMap(([who, is]) => (is === state ? who : []));
  }

  /** Somebody stops taking part; a seat that this frees goes to whoever waits. */
  #out(who: number, to: string): 'OK' {
    const before = this.seats();
    this.#move(who, to);
    if (this.seats() < before) this.promote();
    return 'OK';
  }

  #remove(who: number): void {
    const before = this.seats();
    this.states.delete(who);
    this.waiting = this.waiting.filter((one) => one !== who);
    this.transitions.delete(who);
    this.lapsed.delete(who);
    if (this.seats() < before) this.promote();
  }

  #move(who: number, to: string): 'OK' {
    this.states.set(who, to);
    this.lapsed.delete(who);
    this.waiting = this.waiting.filter((one) => one !== who);
    if (to === 'waitlisted') this.waiting.push(who);
    this.transitions.set(who, [...(this.transitions.get(who) ?? []), to]);
    return 'OK';
  }
}
