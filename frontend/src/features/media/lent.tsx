import { lazy, Suspense } from 'react';
import type { SlotProps } from '../../lib/slots';
import { Skeleton } from '../../ui/Skeleton';
import type { ShownItem } from './gallery/shownItem';

// Uploader and players are fetched when a page first borrows them, so that the frame of the app stays small.
const Field = lazy(async () => ({ default: (await import('./field/MediaField')).MediaField }));
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
