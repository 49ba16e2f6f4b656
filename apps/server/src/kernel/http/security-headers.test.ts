import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { CAMERA_ALONE, secureAnswers } from './security-headers.ts';

async function headersAt(url: string) {
  const app = Fastify();
  secureAnswers(app, { url: 'https://foyer.example', picturesFrom: 'https://media.example' });
  app.get('/data', async () => ({}));
  app.get('/refused', (_request, reply) => void reply.code(403).send({ error: {} }));
  app.get('/page', (_request, reply) => void reply.type('text/html').send('<p>'));
  app.get('/nothing', (_request, reply) => void reply.code(204).send());
  app.get('/door', (_request, reply) =>
    reply.header('permissions-policy', CAMERA_ALONE).type('text/html').send('<p>'),
  );
  return (await app.inject(url)).headers;
}

test('gives data a policy that lets it do nothing, and no header that speaks of documents', async () => {
  for (const url of ['/data', '/refused', '/nowhere']) {
    const headers = await headersAt(url);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': expect.any(String),
    });
    expect(headers).not.toHaveProperty('permissions-policy');
  }
});

test('gives all of them to whatever a browser may show', async () => {
  for (const url of ['/page', '/nothing'])
    expect(await headersAt(url)).toMatchObject({
      'content-security-policy': expect.stringContaining("img-src 'self' data: blob: https://media.example"),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
});

test('leaves a page what it says of itself', async () => {
  expect(await headersAt('/door')).toMatchObject({ 'permissions-policy': CAMERA_ALONE });
});
