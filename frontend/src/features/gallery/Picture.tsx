import type { Schemas } from '../../api/client';
import { useSavesData } from '../../lib/saveData';
import { classes } from '../../ui/classes';
import { pagesOf } from './pages';
import { fileHref } from './queries';

type Shown = Pick<Schemas['PublicationCover'], 'media_id' | 'pictures' | 'width' | 'height' | 'average_colour' | 'base'>;

interface PictureProps {
  file: Shown;
  /** Empty where words beside the picture say the same. */
  alt: string;
  /** How wide it is drawn, for the browser to choose a size. */
  sizes: string;
  eager?: boolean;
  className?: string;
}

function sources(file: Shown, drawn: Shown['pictures'], type: string): string {
  return drawn
    .filter((picture) => picture.content_type === type && picture.width !== null)
    .map((picture) => `${fileHref(file.media_id, picture.name, file.base)} ${picture.width}w`)
    .join(', ');
}

/** Returns the narrowest picture of each format. Of a picture that is small itself all are as wide as it; then the least by its name. */
function smallestOf(drawn: Shown['pictures']): Shown['pictures'] {
  const known = drawn
    .filter((picture) => picture.width !== null)
    .sort((one, other) => (one.width ?? 0) - (other.width ?? 0) || one.name.localeCompare(other.name, 'en', { numeric: true }));
  return [...new Set(known.map((picture) => picture.content_type))].flatMap((type) =>
    known.filter((picture) => picture.content_type === type).slice(0, 1),
  );
}

/**
 * A picture (of a document its first page) in the smallest size and the newest format that fits, on its average colour until it is
 * there. Where data are saved it is the smallest that was made, and never fetched ahead.
 */
export function Picture({ file, alt, sizes, eager = false, className }: PictureProps) {
  const savesData = useSavesData();
  const all = pagesOf(file.pictures)[0] ?? [];
  const smallest = savesData ? smallestOf(all) : [];
  const drawn = smallest.length > 0 ? smallest : all;
  const isEager = eager && !savesData;
  const fallback = drawn.find((picture) => picture.content_type === 'image/webp') ?? drawn[0];
  if (fallback === undefined) return null;
  const avif = sources(file, drawn, 'image/avif');
  const webp = sources(file, drawn, 'image/webp');
  return (
    <picture className="contents">
      {avif !== '' && <source type="image/avif" srcSet={avif} sizes={sizes} />}
      {webp !== '' && <source type="image/webp" srcSet={webp} sizes={sizes} />}
      <img
        ref={(image) => {
          // The colour is data, and the security policy of the pages takes no style attributes.
          if (image !== null && file.average_colour !== null) image.style.backgroundColor = file.average_colour;
        }}
        src={fileHref(file.media_id, fallback.name, file.base)}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        alt={alt}
        loading={isEager ? 'eager' : 'lazy'}
        fetchPriority={isEager ? 'high' : 'auto'}
        decoding="async"
        className={classes('bg-sunken', className)}
      />
    </picture>
  );
}
