import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { mayDo, useAccount } from '../../../api/session';
import { classes } from '../../../ui/classes';
import { FilmPlayer } from '../player/FilmPlayer';
import { SoundPlayer } from '../player/SoundPlayer';
import { mediaQuery } from '../queries';
import { DocumentView } from './DocumentView';
import { Lightbox } from './Lightbox';
import { Picture } from './Picture';
import { runsOf } from './runs';
import { factsOf, type ShownItem } from './shownItem';

/** Adds what the server tells the own unit about its files; for everyone else the items stay as they came. */
function useFacts(items: readonly ShownItem[]): readonly ShownItem[] {
  const mayAsk = mayDo(useAccount(), 'draft.view');
  const unknown = items.filter((item) => item.facts === undefined).map((item) => item.mediaId);
  const { data } = useQuery({ ...mediaQuery(unknown), enabled: mayAsk && unknown.length > 0, retry: false });
  return useMemo(() => {
    const known = new Map((data ?? []).map((media) => [media.id, factsOf(media)]));
    return items.map((item) => ({ ...item, facts: item.facts ?? known.get(item.mediaId) }));
  }, [items, data]);
}

/** Files shown large, in the order given: pictures side by side, films and sounds with players, documents by their first page. */
export function MediaGallery({ items }: { items: readonly ShownItem[] }) {
  const shown = useFacts(items);
  const pictures = shown.filter(({ kind }) => kind === 'image');
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className="grid gap-5">
      {runsOf(shown).map((run) =>
        run[0]?.kind === 'image' ? (
          <ul key={run[0].mediaId} className={classes('grid gap-4', run.length > 1 && 'grid-cols-2 lg:grid-cols-3')}>
            {run.map((item) => (
              <li key={item.mediaId}>
                <PictureFigure item={item} isAlone={run.length === 1} onOpen={() => setOpen(pictures.indexOf(item))} />
              </li>
            ))}
          </ul>
        ) : (
          run.map((item) => (
            <Figure key={item.mediaId} caption={item.caption}>
              <Shown item={item} />
            </Figure>
          ))
        ),
      )}
      <Lightbox pictures={pictures} index={open} onIndex={setOpen} />
    </div>
  );
}

/** A film, a sound or a document, with all that can be done with it. */
export function Shown({ item, startAt }: { item: ShownItem; startAt?: number | undefined }) {
  if (item.kind === 'video') return <FilmPlayer item={item} startAt={startAt} />;
  if (item.kind === 'audio') return <SoundPlayer item={item} startAt={startAt} />;
  return <DocumentView item={item} />;
}

/** Something shown, with the words its unit put under it. */
export function Figure({ caption, children }: { caption: string | null | undefined; children: ReactNode }) {
  return (
    <figure className="grid min-w-0 gap-1.5">
      {children}
      {caption && (
        <figcaption lang="vi" className="text-muted max-w-prose text-[0.94rem]">
          {caption}
        </figcaption>
      )}
    </figure>
  );
}

function PictureFigure({ item, isAlone, onOpen }: { item: ShownItem; isAlone: boolean; onOpen: () => void }) {
  const { t } = useLingui();
  const name = item.altText || item.caption || item.fileName;
  return (
    <Figure caption={item.caption}>
      <button
        type="button"
        className={classes('bg-sunken block w-full overflow-hidden rounded-card', !isAlone && 'aspect-[4/3]')}
        aria-label={t`Enlarge: ${name}`}
        onClick={onOpen}
      >
        <Picture
          item={item}
          sizes={isAlone ? '(min-width: 68rem) 62rem, 100vw' : '(min-width: 64rem) 22rem, 50vw'}
          fit={isAlone ? 'flow' : 'cover'}
        />
      </button>
    </Figure>
  );
}
