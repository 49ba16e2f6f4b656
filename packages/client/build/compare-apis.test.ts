import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareApis } from './compare-apis.ts';

const API = ['api', 'problems']
  .map((name) => readFileSync(new URL(`../src/${name}.generated.ts`, import.meta.url), 'utf8'))
  .join('\n');

/** The API with one thing put in the place of another, which must be there. */
function change(from: string, to: string): string {
  expect(API).toContain(from);
  return API.replace(from, to);
}

test('is nothing when nothing changed', () => {
  expect(compareApis(API, API)).toEqual({ release: 'none', reasons: [] });
});

test.each([
  ['the words of a type', '/** Everything about one event. */', '/** All about one event. */'],
  ['the words of a procedure', '* Open to everybody.', '* For everybody.'],
])('is a patch: %s', (_name, from, to) => {
  expect(compareApis(API, change(from, to)).release).toBe('patch');
});

test.each([
  [
    'a procedure',
    '  events: {\n',
    '  events: {\n    polish: Mutation<GetEventInput, EventDetails, EventsGetFault>;\n',
    'Api: events.polish is new',
  ],
  [
    'a type',
    'export interface Account {',
    'export interface Badge {\n  id: string;\n}\n\nexport interface Account {',
    'Badge is new',
  ],
  [
    'a code of what is wrong with a field',
    '  "wrong":',
    '  "quite-wrong": Record<string, never>;\n  "wrong":',
    'FieldProblems: "quite-wrong" is new',
  ],
  [
    'a field of an answer',
    'export interface Account {\n',
    'export interface Account {\n  badge: string;\n',
    'Account: badge is new',
  ],
  [
    'an optional field of an input',
    'export interface GetEventInput {\n',
    'export interface GetEventInput {\n  in?: Locale | undefined;\n',
    'GetEventInput: in is new',
  ],
  ['a choice', "'en' | 'ru' | 'de'", "'en' | 'ru' | 'de' | 'fr'", "Locale: 'fr' is new"],
  [
    'a refusal',
    'export type EventsGetFault =\n',
    'export type EventsGetFault =\n  | EventFullFault\n',
    'EventsGetFault: EventFullFault is new',
  ],
  [
    'a field that may be left out now',
    'export interface GetEventInput {\n  eventId: string;',
    'export interface GetEventInput {\n  eventId?: string | undefined;',
    'GetEventInput: eventId may be left out',
  ],
])('is minor: %s more', (_name, from, ...rest) => {
  const [to, reason] = rest as [string, string];
  expect(compareApis(API, change(from, to))).toEqual({ release: 'minor', reasons: [reason] });
});

test.each([
  ['a procedure is gone', / {4}get: Query<GetEventInput.*\n/, '', 'Api: events.get is gone'],
  [
    'a question became a change',
    'get: Query<GetEventInput',
    'get: Mutation<GetEventInput',
    'Api: events.get was',
  ],
  [
    'a field is gone',
    'export interface GetEventInput {\n  eventId: string;\n',
    'export interface GetEventInput {\n',
    'GetEventInput: eventId is gone',
  ],
  [
    'a field has another type',
    'export interface GetEventInput {\n  eventId: string;',
    'export interface GetEventInput {\n  eventId: number;',
    'GetEventInput: eventId was string, is number',
  ],
  [
    'a field is wanted',
    'export interface GetEventInput {\n',
    'export interface GetEventInput {\n  in: Locale;\n',
    'GetEventInput: in is wanted now',
  ],
  [
    'a field of an answer may be missing',
    'ended: number',
    'ended?: number',
    'EndedSessions: ended was number, is ?number',
  ],
  ['a choice is gone', "'en' | 'ru'", "'en'", "Locale: 'ru' is gone"],
  [
    'a parameter has another type',
    '    years: number;',
    '    years: string;',
    'FieldProblems: "date-too-far-ahead" was',
  ],
  ['a refusal is gone', '  | EventNotFoundFault\n', '', 'EventNotFoundFault is gone'],
])('is major: %s', (_name, from, ...rest) => {
  const [to, reason] = rest as [string, string];
  const { release, reasons } = compareApis(API, API.replace(from, to));
  expect(release).toBe('major');
  expect(reasons.join('\n')).toContain(reason);
});
