import { useState } from 'react';
import { Icon } from '../../../ui/Icon';
import { styled } from '../player/styled';
import type { MediaRead } from '../queries';
import { pictureUrl } from './changes';
import { positionOf } from './point';

/** The small picture beside a file's name; sounds and papers without pages have a drawing. */
export function RowPicture({ media }: { media: MediaRead }) {
  const [isBroken, setBroken] = useState(false);
  const hasPicture = media.derivatives.some(({ name }) => name === 'w320.webp');
  if (!hasPicture || isBroken) return <Icon name={media.kind ?? 'file'} size={28} />;
  return (
    <img
      ref={styled({ 'object-position': positionOf(media.focal_point) })}
      src={pictureUrl(media, 'w320.webp')}
      alt=""
      decoding="async"
      className="size-full object-cover"
      onError={() => setBroken(true)}
    />
  );
}
