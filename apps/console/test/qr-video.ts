import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'uqr';

const [WIDTH, HEIGHT] = [640, 480];
const [WHITE, BLACK] = [235, 16];

/**
 * What a camera would see: a code in the middle of a white picture, as a film in the format that Chromium's fake camera
 * reads. Nothing is drawn before somebody says what; the file can be written anew between two starts of the camera.
 */
export function makeFilm() {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-film-'));
  const path = join(folder, 'camera.y4m');
  const show = (text: string) => writeFileSync(path, filmOf(text));
  show('nothing');
  return { path, show, remove: () => rmSync(folder, { recursive: true }) };
}

function filmOf(text: string): Buffer {
  const { size, data } = encode(text, { ecc: 'L', border: 4 });
  const scale = Math.floor(HEIGHT / size);
  const [left, top] = [(WIDTH - size * scale) >> 1, (HEIGHT - size * scale) >> 1];
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return;
      for (let line = 0; line < scale; line++) {
        const at = (top + y * scale + line) * WIDTH + left + x * scale;
        light.fill(BLACK, at, at + scale);
      }
    });
  });
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]);
}
