import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../ui/Button';
import type { MediaRead } from '../queries';

// The editors are fetched when somebody first wants one.
const Focus = lazy(async () => ({ default: (await import('./FocusEditor')).FocusEditor }));
const Poster = lazy(async () => ({ default: (await import('./PosterEditor')).PosterEditor }));

/** What can be done with the picture of a file that is ready. */
export function PictureTools({ media }: { media: MediaRead }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'focus' | 'poster' | null>(null);
  const close = () => setOpen(null);
  const { file_name, kind } = media;
  if (kind !== 'image' && kind !== 'video') return null;
  return (
    <div className="-ml-2 flex flex-wrap">
      {kind === 'video' && (
        <Button kind="plain" aria-label={t`Choose the picture of the film ${file_name}`} onClick={() => setOpen('poster')}>
          {t`Choose the picture of the film`}
        </Button>
      )}
      <Button kind="plain" aria-label={t`Choose what stays in view of ${file_name}`} onClick={() => setOpen('focus')}>
        {t`Choose what stays in view`}
      </Button>
      <Suspense fallback={null}>
        {open === 'focus' && <Focus media={media} onClose={close} />}
        {open === 'poster' && <Poster media={media} onClose={close} />}
      </Suspense>
    </div>
  );
}
