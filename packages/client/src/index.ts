export type * from './api.generated.ts';
export { type Client, type ClientOptions, createClient } from './create-client.ts';
export { type FaultCode, FoyerError, isFault } from './foyer-error.ts';
export type { Clock, Fetch, FetchAnswer, FetchInit, Signal } from './platform.ts';
export type { FieldProblems } from './problems.generated.ts';
export type {
  AbortedFault,
  BadAnswerFault,
  CallOptions,
  ClientFault,
  Fault,
  FaultField,
  Mutation,
  MutationOptions,
  NetworkFault,
  Query,
  Result,
} from './procedure.ts';
export type { ClientSession, CurrentSession } from './session/client-session.ts';
export { cookieStore } from './session/cookie-store.ts';
export { localStorageStore } from './session/local-storage-store.ts';
export { memoryStore } from './session/memory-store.ts';
export type { SessionStore, StoredSession } from './session/session-store.ts';
export { type ImageFile, type UploadImageInput, uploadImage } from './upload-image.ts';
export type { WatchNotifications, WatchOptions } from './watch-notifications.ts';
