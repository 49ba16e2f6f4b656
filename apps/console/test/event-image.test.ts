import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { holds } from './holds.ts';
import { becomeSuperuser } from './people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

/** Drawn by the browser: a picture that is one. */
async function draw(page: Awaited<ReturnType<typeof stage.visitor>>): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 700, height: 400 });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.fillStyle = '#c2410c';
    context.fillRect(0, 0, 700, 400);
    return canvas.toDataURL('image/png').split(',')[1] as string;
  });
  return Buffer.from(base64, 'base64');
}

test('gives an event a picture, says what it shows, replaces and removes it; by keyboard too', {
  timeout: 120_000,
}, async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'pictures@example.org', fullName: 'Picture Staff' });
  await page.goto('/staff/events');
  await page.getByRole('link', { name: 'Bread from scratch', exact: true }).click();
  const section = page.getByRole('region', { name: 'Picture' });
  await section.getByRole('button', { name: 'Remove the picture' }).click();
  await page.getByText('The picture is removed.').waitFor();
  await holds(page, 'an event without a picture');

  const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    const chooser = page.waitForEvent('filechooser');
    await section.getByRole('button', { name: /^Choose/ }).focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(file);
  };
  const set = section.getByRole('button', { name: 'Show this picture' });
  const noPicture = Buffer.concat([Buffer.from('no picture'), deflateSync('at all')]);
  await choose({ name: '../../etc/passwd.png', mimeType: 'image/png', buffer: noPicture });
  await set.click();
  await section.getByText('Say what it shows, or that it is decoration.').waitFor();
  await section.getByLabel('What it shows').fill('A loaf on a board');
  await set.click();
  await section.getByText('This is none of the pictures that are taken').waitFor();
  await section.getByRole('button', { name: 'Cancel' }).click();

  await choose({ name: 'loaf.png', mimeType: 'image/png', buffer: await draw(page) });
  await section.getByLabel('What it shows').fill('A loaf on a board');
  await holds(page, 'a picture that was chosen');
  await set.click();
  await page.getByText('The picture is set.').waitFor();
  const shown = section.getByRole('img', { name: 'A loaf on a board' });
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => image.currentSrc), { timeout: 20_000 })
    .toMatch(/media.images.*[.]webp$/);
  await page.setViewportSize({ width: 1280, height: 800 });
  await holds(page, 'an event with a picture');

  await section.getByRole('button', { name: 'Change what it says' }).click();
  await section.getByLabel('What it shows').fill('A loaf on a wooden board');
  await holds(page, 'the words of a picture');
  await section.getByRole('button', { name: 'Save' }).click();
  await page.getByText('What it shows is changed.').waitFor();
  await section.getByRole('img', { name: 'A loaf on a wooden board' }).waitFor();

  const visitor = await stage.visitor();
  await visitor.goto('/');
  await visitor.getByRole('link', { name: 'Bread from scratch' }).click();
  await visitor.getByRole('img', { name: 'A loaf on a wooden board' }).waitFor();
});

test('offers every way to a seat in the editor', async () => {
  const page = await stage.visitor();
  await becomeSuperuser(stage, page, { address: 'policies@example.org', fullName: 'Policy Staff' });
  await page.goto('/staff/events');
  await page.getByRole('link', { name: 'Dawn chorus walk', exact: true }).click();
  await page.getByLabel('Joining').selectOption({ label: 'Anybody, once staff agrees' });
  await page.getByLabel('Waitlist').selectOption({ label: 'Yes, and the next in line is asked' });
  await page.getByLabel('Hours to answer').fill('0');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('A whole number from 1 to 720.').waitFor();
  await page.getByLabel('Hours to answer').fill('36');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('The changes are saved.').waitFor();
  await page.reload();
  expect(await page.getByLabel('Hours to answer').inputValue()).toBe('36');
  expect(await page.getByLabel('Joining').inputValue()).toBe('approval');
});
