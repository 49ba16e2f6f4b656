import { expect, it } from 'vitest';
import { dummyAt } from './dummy-hash.ts';
import { verifyPassword } from './hash-password.ts';

const kind = (begins: string) => [{ begins, count: 1 }];
const share = (kinds: Parameters<typeof dummyAt>[1], begins: string) =>
  Array.from({ length: 1_000 }, (_, index) => dummyAt(index / 1_000, kinds)).filter((one) =>
    one.startsWith(begins),
  ).length / 1_000;

it('A18 what an unknown address is compared with is as often slow as what is kept', () => {
  const kinds = [
    { begins: '$2b$10$', count: 30 },
    { begins: '$2y$12$', count: 10 },
    { begins: '$argon2id$v=19$m=65536,t=3,p=4$', count: 20 },
    { begins: '$argon2id$v=19$m=19456,t=2,p=1$', count: 40 },
  ];
  expect(share(kinds, '$2b$10$')).toBeCloseTo(0.3, 2);
  expect(share(kinds, '$2y$12$')).toBeCloseTo(0.1, 2);
  expect(share(kinds, '$argon2id$v=19$m=65536,t=3,p=4$')).toBeCloseTo(0.2, 2);
  expect(share(kinds, '$argon2id$v=19$m=19456,t=2,p=1$')).toBeCloseTo(0.4, 2);
  expect(share([], '$argon2id$')).toBe(1);
});

it('A18 such a hash can be compared with, and is nobody’s', async () => {
  for (const kinds of [[], kind('$2b$04$'), kind('$argon2id$v=19$m=1024,t=1,p=2$')])
    for (const password of ['', 'x', 'x'.repeat(100)])
      expect(await verifyPassword(dummyAt(0.5, kinds), password)).toBe(false);
});
