import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { pixelsOf } from '../../../lib/blurhash';
import { objectPosition } from '../../../lib/focalPoint';
import { useSavesData } from '../../../lib/saveData';
import { classes } from '../../../ui/classes';
import { Icon } from '../../../ui/Icon';
import { styled } from '../player/styled';
import { srcSetOf } from './pictureNames';
import { fileUrl, type ShownItem } from './shownItem';

interface PictureProps {
  item: ShownItem;
  /** How wide it is drawn, in the words of the `sizes` attribute. */
  sizes: string;
  /** `cover` is cut to its box, `contain` is seen whole in it, `flow` takes the height it needs. */
  fit: 'cover' | 'contain' | 'flow';
  eager?: boolean;
}

const FITS = { cover: 'size-full object-cover', contain: 'size-full object-contain', flow: 'h-auto w-full' };
/** The smallest picture that is made, on sharp screens too: there each of its points is drawn over several. */
const SMALLEST = '(min-resolution: 2.5dppx) 7rem, (min-resolution: 1.5dppx) 10rem, 20rem';
const BLUR_PX = 24;

/** A picture of the file in the size and format that suit screen and line; a blur of itself until it is there. */
export function Picture({ item, sizes, fit, eager = false }: PictureProps) {
  const [isBroken, setBroken] = useState(false);
  const [isThere, setThere] = useState(false);
  const savesData = useSavesData();
  const { altText, facts, kind } = item;
  if (isBroken) return <NoPicture item={item} />;
  const wanted = savesData ? SMALLEST : sizes;
  return (
    <span className={classes('relative block', fit === 'flow' ? 'w-full' : 'size-full')}>
      {!isThere && <Before facts={facts} fit={fit} />}
      <picture>
        <source type="image/avif" srcSet={srcSetOf(item, 'avif')} sizes={wanted} />
        <img
          ref={fit === 'cover' && kind !== 'document' ? styled({ 'object-position': objectPosition(facts?.focalPoint) }) : undefined}
          src={fileUrl(item, 'w640.webp')}
          srcSet={srcSetOf(item, 'webp')}
          sizes={wanted}
          alt={altText ?? ''}
          width={facts?.width ?? undefined}
          height={facts?.height ?? undefined}
          loading={eager ? 'eager' : 'lazy'}
          fetchPriority={eager ? 'high' : 'auto'}
          decoding="async"
          draggable={false}
          className={classes('relative', FITS[fit], kind === 'document' && 'object-top')}
          onLoad={() => setThere(true)}
          onError={() => setBroken(true)}
        />
      </picture>
    </span>
  );
}

/** What is seen of a picture before it has come: its blur, else its average colour. */
function Before({ facts, fit }: { facts: ShownItem['facts']; fit: PictureProps['fit'] }) {
  if (facts?.blurhash && fit !== 'contain') {
    const { blurhash } = facts;
    const draw = (canvas: HTMLCanvasElement | null) => {
      const pixels = canvas && pixelsOf(blurhash, BLUR_PX, BLUR_PX);
      if (pixels) canvas.getContext('2d')?.putImageData(new ImageData(pixels, BLUR_PX, BLUR_PX), 0, 0);
    };
    return <canvas ref={draw} width={BLUR_PX} height={BLUR_PX} className="absolute inset-0 size-full" />;
  }
  if (!facts?.averageColour || fit === 'contain') return null;
  return (
    <svg aria-hidden="true" className="absolute inset-0 size-full">
      <rect width="100%" height="100%" fill={facts.averageColour} />
    </svg>
  );
}

function NoPicture({ item }: { item: ShownItem }) {
  const { t } = useLingui();
  const name = item.altText || item.fileName;
  return (
    <span
      role="img"
      aria-label={t`${name}, not to be seen at the moment`}
      className="text-muted grid size-full min-h-12 place-items-center"
    >
      <Icon name={item.kind} size={28} />
    </span>
  );
}
