import { createHash } from 'node:crypto';
import sharp from 'sharp';

const WIDTH = 1_200;
const HEIGHT = 675;

/** Background, then three inks that sit well on it. */
const PALETTES = [
  ['#0f2b46', '#f2c14e', '#f78154', '#5fad56'],
  ['#2d1e2f', '#f15946', '#f9c22e', '#53b3cb'],
  ['#14342b', '#bbdfc5', '#ff579f', '#fcf6b1'],
  ['#22223b', '#c9ada7', '#f2e9e4', '#9a8c98'],
  ['#003049', '#d62828', '#f77f00', '#eae2b7'],
  ['#31263e', '#dcccff', '#a3e7fc', '#ff8552'],
] as const;

/** Draws a picture for an event, always the same for the same name: circles, arcs and stripes in three inks. */
export async function drawPoster(name: string): Promise<Buffer> {
  const chance = chanceOf(name);
  const [paper, ...inks] = PALETTES[Math.floor(chance() * PALETTES.length)] ?? PALETTES[0];
  const shapes = Array.from({ length: 9 }, (_, index) => shape(chance, inks[index % inks.length] ?? inks[0]));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="${paper}"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).webp({ quality: 82 }).toBuffer();
}

function shape(chance: () => number, ink: string): string {
  const x = Math.round(chance() * WIDTH);
  const y = Math.round(chance() * HEIGHT);
  const size = Math.round(60 + chance() * 220);
  const opacity = (0.55 + chance() * 0.45).toFixed(2);
  const kind = chance();
  if (kind < 0.4) return `<circle cx="${x}" cy="${y}" r="${size}" fill="${ink}" opacity="${opacity}"/>`;
  if (kind < 0.7)
    return `<circle cx="${x}" cy="${y}" r="${size}" fill="none" stroke="${ink}" stroke-width="${Math.round(size / 4)}" opacity="${opacity}"/>`;
  const turn = Math.round(chance() * 180);
  return `<rect x="${x - size}" y="${y - 18}" width="${size * 3}" height="36" rx="18" fill="${ink}" opacity="${opacity}" transform="rotate(${turn} ${x} ${y})"/>`;
}

/** Numbers from 0 to 1 that follow from a text: the picture needs variety, not secrecy. */
function chanceOf(text: string): () => number {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
