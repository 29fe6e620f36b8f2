import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { classes } from '../../../ui/classes';
import { Icon } from '../../../ui/Icon';
import { fileUrl, type ShownItem } from './shownItem';

interface PictureProps {
  item: ShownItem;
  /** How wide it is drawn, in the words of the `sizes` attribute. */
  sizes: string;
  /** `cover` is cut to its box, `contain` is seen whole in it, `flow` takes the height it needs. */
  fit: 'cover' | 'contain' | 'flow';
  eager?: boolean;
}

const WIDTHS = [320, 640, 1280];
const FITS = { cover: 'size-full object-cover', contain: 'size-full object-contain', flow: 'h-auto w-full' };

function srcSet(mediaId: string, ending: string): string {
  return WIDTHS.map((width) => `${fileUrl(mediaId, `w${width}.${ending}`)} ${width}w`).join(', ');
}

/** A picture of the file in the size and format that suit the screen, on its average colour until it is there. */
export function Picture({ item, sizes, fit, eager = false }: PictureProps) {
  const [isBroken, setBroken] = useState(false);
  const { mediaId, altText, facts } = item;
  if (isBroken) return <NoPicture item={item} />;
  return (
    <span className={classes('relative block', fit === 'flow' ? 'w-full' : 'size-full')}>
      {facts?.averageColour && (
        <svg aria-hidden="true" className="absolute inset-0 size-full">
          <rect width="100%" height="100%" fill={facts.averageColour} />
        </svg>
      )}
      <picture>
        <source type="image/avif" srcSet={srcSet(mediaId, 'avif')} sizes={sizes} />
        <img
          src={fileUrl(mediaId, 'w640.webp')}
          srcSet={srcSet(mediaId, 'webp')}
          sizes={sizes}
          alt={altText ?? ''}
          width={facts?.width ?? undefined}
          height={facts?.height ?? undefined}
          loading={eager ? 'eager' : 'lazy'}
          fetchPriority={eager ? 'high' : 'auto'}
          decoding="async"
          className={classes('relative', FITS[fit], item.kind === 'document' && 'object-top')}
          onError={() => setBroken(true)}
        />
      </picture>
    </span>
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
