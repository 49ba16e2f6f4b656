/** Everything that people and staff can do around one event, in any order. */
export type Step =
  | { kind: Own; who: number }
  | { kind: Steering; who: number }
  | { kind: 'capacity'; seats: number | null }
  | { kind: 'waitlist'; mode: 'off' | 'auto' | 'offer' }
  | { kind: 'policy'; policy: 'open' | 'approval' | 'invitation' | 'closed' }
  | { kind: 'registration'; isOpen: boolean }
  | { kind: 'offers-run-out' }
  | { kind: 'cancel' };

export type Own = 'join' | 'leave' | 'accept' | 'decline';
export type Steering =
  | 'approve'
  | 'reject'
  | 'invite'
  | 'override'
  | 'queue'
  | 'remove'
  | 'blacklist'
  | 'pardon';

const LIVE = ['invited', 'requested', 'waitlisted', 'offered', 'going'];
const OUT = ['declined', 'left', 'rejected'];

/** What should be so, in as few words as it can be said. */
export class Model {
  capacity: number | null = 2;
  waitlist: 'off' | 'auto' | 'offer' = 'auto';
  policy: 'open' | 'approval' | 'invitation' | 'closed' = 'open';
  isCancelled = false;
  isOpen = true;
  /** Whether registration was opened or closed by time, and the job of every minute has not run since. */
  isMinuteOwed = false;
  states = new Map<number, string>();
  /** In the order in which they came. */
  waiting: number[] = [];
  blacklisted = new Set<number>();
  /** Of each record, the states that it went through; a removed one begins anew. */
  transitions = new Map<number, string[]>();

  own(verb: Own, who: number): string {
    const state = this.states.get(who);
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
    if (this.blacklisted.has(who) || state === 'rejected') return 'PARTICIPATION_REFUSED';
    const isClosed = this.isCancelled || !this.isOpen;
    if (state === 'offered') return isClosed ? 'REGISTRATION_CLOSED' : this.#move(who, 'going');
    if (needsAsking && state !== 'invited') return 'NOTHING_OFFERED';
    const isAsked = state === 'invited';
    if (this.isCancelled || !(this.isOpen || isAsked)) return 'REGISTRATION_CLOSED';
    if (this.policy === 'closed' && !isAsked) return 'REGISTRATION_CLOSED';
    if (this.policy === 'invitation' && !isAsked) return 'INVITATION_REQUIRED';
    // Asking to be let in does not ask whether anybody waits, as long as there is a line to be put into.
    const admission = this.#seatOrPlace();
    if (admission === 'EVENT_FULL') return admission;
    return this.#move(who, this.policy === 'approval' && !isAsked ? 'requested' : admission);
  }

  #seatOrPlace(): string {
    if (this.hasRoom() && this.waiting.length === 0) return 'going';
    return this.waitlist === 'off' ? 'EVENT_FULL' : 'waitlisted';
  }

  steer(verb: Steering, who: number): void {
    const state = this.states.get(who);
    const isLive = LIVE.includes(state ?? '');
    if (verb === 'pardon') this.blacklisted.delete(who);
    else if (verb === 'reject') isLive && this.#out(who, 'rejected');
    else if (verb === 'remove') state !== undefined && this.#remove(who);
    else if (verb === 'blacklist') {
      this.blacklisted.add(who);
      if (isLive && !this.isCancelled) this.#out(who, 'rejected');
    } else if (this.blacklisted.has(who)) return;
    else if (verb === 'override') state !== 'going' && this.#move(who, 'going');
    else if (this.isCancelled) return;
    else if (verb === 'queue') this.#queue(who, state);
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

  setRegistration(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.isMinuteOwed = true;
  }

  /** What the job of every minute does, when all offers are over. */
  offersRunOut(): void {
    for (const who of this.inState('offered')) this.#move(who, 'declined');
    this.promote();
  }

  /** A seat is free, and somebody who could have it waits: so it is for a minute, when registration opens. */
  get isStuck(): boolean {
    return !this.isCancelled && this.isOpen && this.waiting.length > 0 && this.hasRoom();
  }

  promote(): void {
    this.isMinuteOwed = false;
    while (this.isStuck)
      this.#move(this.waiting[0] as number, this.waitlist === 'offer' ? 'offered' : 'going');
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
    if (this.seats() < before) this.promote();
  }

  #move(who: number, to: string): 'OK' {
    this.states.set(who, to);
    this.waiting = this.waiting.filter((one) => one !== who);
    if (to === 'waitlisted') this.waiting.push(who);
    this.transitions.set(who, [...(this.transitions.get(who) ?? []), to]);
    return 'OK';
  }
}
