import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from './config.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { Fault } from './fault.ts';

const config = { JWT_SECRET_KEY: 'a secret of this test' } as Config;
const refusal = (cursor: string, list = 'events') => {
  try {
    openCursor(config, list, cursor);
  } catch (error) {
    return error instanceof Fault ? error.kind.code : String(error);
  }
  return 'opened';
};

describe('a cursor', () => {
  it('A20 gives back the place that it was made of, to its own list', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.string())), (place) => {
        expect(openCursor(config, 'events', sealCursor(config, 'events', place))).toEqual(place);
      }),
    );
  });

  it('A20 of another list or another secret is refused', () => {
    const cursor = sealCursor(config, 'events', [1, 'a']);
    expect(refusal(cursor, 'participations')).toBe('CURSOR_INVALID');
    const foreign = sealCursor({ JWT_SECRET_KEY: 'another secret' } as Config, 'events', [1, 'a']);
    expect(refusal(foreign)).toBe('CURSOR_INVALID');
  });

  it('A20 that was changed in any one character is refused', () => {
    const cursor = sealCursor(config, 'events', [1_700_000_000_000, 'a place']);
    fc.assert(
      fc.property(
        fc.nat(cursor.length - 1),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        (at, character) => {
          fc.pre(cursor[at] !== character);
          const forged = cursor.slice(0, at) + character + cursor.slice(at + 1);
          expect(refusal(forged)).toBe('CURSOR_INVALID');
        },
      ),
    );
  });

  it('A20 that is any text at all is refused, and never an error of ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(refusal(text)).toBe('CURSOR_INVALID');
      }),
    );
    expect(refusal(`W10.${'é'.repeat(32)}`)).toBe('CURSOR_INVALID');
  });
});
