import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, AnonymousActor, Device } from '../actor.ts';
import type { Call } from '../call.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Database } from '../database/database.ts';
import type { EntityManager } from '../database/entity-manager.ts';
import { BAD_INPUT } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Limits } from '../limits/limits.ts';
import { networkKey } from '../limits/network-key.ts';
import type { Log } from '../log.ts';
import { deviceCookieOf } from './device-cookie.ts';
import { refreshCookieOf } from './refresh-cookie.ts';

/** What every call is made of. Built once when a process starts. */
export type Doors = {
  config: Config;
  clock: Clock;
  log: Log;
  database: Database;
  limits: Limits;
  jobsIn: (em: EntityManager) => Jobs;
  /** Finds out who holds an access token; at once where that is known. */
  identify: (accessToken: string, device: Device, how?: { anew: boolean }) => Promise<Actor> | Actor;
};

/** One HTTP request as a call. Nothing is read from the database before it is needed. */
export function openCall(doors: Doors, request: FastifyRequest, reply: FastifyReply): Call {
  const device: Device = {
    // A proxy that is believed may still pass on what is no address.
    ipAddress: isIP(request.ip) === 0 ? 'unknown' : request.ip.slice(0, 45),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
  };
  const token = bearerOf(request);
  let identified: Promise<Actor> | Actor | undefined;
  const anonymous: AnonymousActor = { kind: 'anonymous', device };
  let actor: Actor = anonymous;
  let outside: Context | undefined;

  const contextIn = (em: EntityManager): Context => ({
    em,
    clock: doors.clock,
    jobs: doors.jobsIn(em),
    log: doors.log,
    config: doors.config,
    actor,
  });

  return {
    requestId: request.id,
    device,
    anonymous,
    clock: doors.clock,
    refreshCookie: refreshCookieOf(doors.config, request, reply),
    deviceCookie: deviceCookieOf(doors.config, request, reply),
    idempotencyKey: idempotencyKeyOf(request),
    async identify() {
      if (token === undefined) return actor;
      identified ??= doors.identify(token, device);
      actor = await identified;
      return actor;
    },
    async identifyAnew() {
      if (token === undefined) return actor;
      identified = doors.identify(token, device, { anew: true });
      actor = await identified;
      return actor;
    },
    admit: () => doors.limits.admit(networkKey(device.ipAddress)),
    spend(procedure, [first, ...others], input) {
      const boundOf = ({ name, key, most, windowMs }: typeof first) => ({
        key: `${procedure} ${name} ${key(input, device)}`,
        most,
        windowMs,
      });
      return doors.limits.spend(boundOf(first), ...others.map(boundOf));
    },
    context() {
      outside ??= new LazyContext(doors, actor);
      return outside;
    },
    contextIn,
  };
}

/** A unit of work costs; a question that is answered from memory never opens one. */
class LazyContext implements Context {
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly actor: Actor;
  readonly #doors: Doors;
  #opened: EntityManager | undefined;

  constructor(doors: Doors, actor: Actor) {
    this.clock = doors.clock;
    this.log = doors.log;
    this.config = doors.config;
    this.actor = actor;
    this.#doors = doors;
  }
  get em(): EntityManager {
    this.#opened ??= this.#doors.database.fork();
    return this.#opened;
  }
  get jobs(): Jobs {
    return this.#doors.jobsIn(this.em);
  }
}

export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = headers.authorization;
  if (header === undefined || !/^bearer /i.test(header)) return undefined;
  return header.slice(7).trim();
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{8,100}$/.test(key)) return key;
  throw new Fault(BAD_INPUT, 'The Idempotency-Key header wants 8 to 100 visible ASCII characters.');
}
