import type { EventSummary } from '@foyer/client';
import { useState } from 'react';
import classes from './event-picture.module.css';

const tints = ['petrol', 'amber', 'plum', 'moss', 'slate'] as const;

type EventPictureProps = {
  event: Pick<EventSummary, 'id' | 'image'>;
  /** How wide it is shown, as the `sizes` of an image: the browser fetches no larger one. */
  sizes: string;
  /** Beside the name of the event, a picture in a list says nothing that is not there already. */
  isDecoration?: boolean;
};

/** The event's picture; without one, or when it does not load, a quiet drawing in a tint of its own. */
export function EventPicture({ event: { id, image }, sizes, isDecoration = false }: EventPictureProps) {
  const [failed, setFailed] = useState<string>();
  const jpegs = image?.variants.filter(({ type }) => type === 'image/jpeg') ?? [];
  const src = jpegs.at(-1)?.url;
  if (image === null || (src !== undefined && src === failed)) {
    return (
      <div className={classes.drawing} data-tint={tintOf(id)}>
        <svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" focusable="false" aria-hidden="true">
          <path d="M22 90V58a30 30 0 0 1 60 0v32M64 90V44a36 36 0 0 1 72 0v46" />
          <path d="M40 90V62a12 12 0 0 1 24 0v28M86 90V50a14 14 0 0 1 28 0v40" />
        </svg>
      </div>
    );
  }
  const alt = isDecoration ? '' : image.alt;
  // The sizes are made in the seconds after an upload; until then what it will look like has to do.
  if (src === undefined)
    return <img className={classes.picture} src={image.placeholder} alt={alt} data-state="coming" />;
  const webps = image.variants.filter(({ type }) => type === 'image/webp');
  const setOf = (variants: typeof webps) => variants.map(({ url, width }) => `${url} ${width}w`).join(', ');
  return (
    <picture>
      <source type="image/webp" srcSet={setOf(webps)} sizes={sizes} />
      <img
        className={classes.picture}
        style={{ backgroundImage: `url(${image.placeholder})` }}
        src={src}
        srcSet={setOf(jpegs)}
        sizes={sizes}
        width={image.width}
        height={image.height}
        alt={alt}
        loading="lazy"
        decoding="async"
        onError={() => setFailed(src)}
      />
    </picture>
  );
}

function tintOf(id: string): (typeof tints)[number] {
  const last = Number.parseInt(id.slice(-2), 16);
  return tints[(Number.isNaN(last) ? 0 : last) % tints.length] ?? 'petrol';
}
