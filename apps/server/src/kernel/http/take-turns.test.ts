import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

function open() {
  const app = Fastify();
  takeTurns(app);
  const answered: string[] = [];
  app.get('/:name', async (request) => {
    answered.push((request.params as { name: string }).name);
    return {};
  });
  const ask = (name: string, headers = {}) => app.inject({ url: `/${name}`, headers });
  return { ask, answered };
}

test('answers whoever shows a token before the rest of a crowd, and each of the crowd, in order', async () => {
  const { ask, answered } = open();
  await ask('first');
  const names = Array.from({ length: 100 }, (_, index) => `stranger-${index}`);
  const crowd = names.map((name) => ask(name));
  await Promise.all([...crowd, ask('member', { authorization: 'Bearer x' })]);
  expect(answered.indexOf('member')).toBeLessThan(5);
  expect(answered.filter((name) => name.startsWith('stranger'))).toEqual(names);
});

test('leaves nobody behind: one after the other, and again after a pause', async () => {
  const { ask, answered } = open();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await ask(name);
  expect(answered).toEqual(['a', 'b', 'c', 'd', 'e']);
});
