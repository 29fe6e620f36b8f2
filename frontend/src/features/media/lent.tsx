import { lazy, Suspense } from 'react';
import type { SlotProps } from '../../lib/slots';
import { Skeleton } from '../../ui/Skeleton';
import type { ShownItem } from './gallery/shownItem';

// Uploader and players are fetched when a page first borrows them, so that the frame of the app stays small.
const Field = lazy(async () => ({ default: (await import('./field/MediaField')).MediaField }));
const Stage = lazy(async () => ({ default: (await import('./gallery/MediaStage')).MediaStage }));
const Thumbnail = lazy(async () => ({ default: (await import('./gallery/MediaThumbnail')).MediaThumbnail }));
const Alike = lazy(async () => ({ default: (await import('./lookalikes/Lookalikes')).Lookalikes }));
const Redaction = lazy(async () => ({ default: (await import('./redaction/RedactionChecklist')).RedactionChecklist }));
const Gallery = lazy(async () => ({ default: (await import('./gallery/MediaGallery')).MediaGallery }));

/** Choose, upload and order files. */
export function MediaField(props: SlotProps['MediaField']) {
  return (
    <Suspense fallback={<Skeleton lines={2} />}>
      <Field {...props} />
    </Suspense>
  );
}

/** Files shown large, with players. Items may carry `facts` where the borrower knows them. */
export function MediaGallery({ items }: { items: readonly ShownItem[] }) {
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <Gallery items={items} />
    </Suspense>
  );
}

/** One file large, the others to choose from. The box before it comes is as high as what comes. */
export function MediaStage(props: SlotProps['MediaStage']) {
  return (
    <Suspense fallback={<div aria-hidden="true" className="skeleton aspect-[4/3] max-h-[70vh] w-full" />}>
      <Stage {...props} />
    </Suspense>
  );
}

/** Files of an entry that are like files of others. */
export function Lookalikes(props: SlotProps['Lookalikes']) {
  return (
    <Suspense fallback={<Skeleton lines={2} />}>
      <Alike {...props} />
    </Suspense>
  );
}

/** One picture of a file, cut to its box. */
export function MediaThumbnail(props: SlotProps['MediaThumbnail']) {
  return (
    <Suspense fallback={null}>
      <Thumbnail {...props} />
    </Suspense>
  );
}

/** What gives the people of an entry away, for its screener. */
export function RedactionChecklist(props: SlotProps['RedactionChecklist']) {
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <Redaction {...props} />
    </Suspense>
  );
}
