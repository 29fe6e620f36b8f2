import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { buttonClass, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Picture } from './Picture';
import { pagesOf } from './pages';
import { fileHref, type StoryMedia } from './queries';

const SPENT = 'aria-disabled:opacity-40';

/** Leaves out the smaller sizes of a page whose largest is in one format alone, or the browser would take those. */
function sharpest(page: StoryMedia['pictures']): StoryMedia['pictures'] {
  const whole = page.filter(({ name }) => name.startsWith('page'));
  return whole.length > 0 ? whole : page;
}

/** A document to leaf through, as far as its pages were drawn, with the way to the whole of it. */
export function Paper({ file }: { file: StoryMedia }) {
  const { t } = useLingui();
  const pages = pagesOf(file.pictures);
  const [shown, setShown] = useState(0);
  const page = pages[shown] ?? [];
  const largest = page.filter(({ content_type }) => content_type === 'image/webp').at(-1);
  const number = shown + 1;
  const total = pages.length;
  const all = file.page_count ?? total;
  const name = file.alt || file.caption;
  const turn = (step: number) => {
    if (pages[shown + step] !== undefined) setShown(shown + step);
  };
  return (
    <div className="panel bg-sunken grid justify-items-center gap-4 p-3 sm:p-5">
      {largest && (
        <a
          href={fileHref(file.media_id, largest.name)}
          target="_blank"
          rel="noopener"
          title={t`Enlarge the page`}
          className="border-line block border bg-white shadow-md"
        >
          <Picture
            key={number}
            file={{ ...file, pictures: sharpest(page) }}
            alt={total > 1 ? t`${name}, page ${number}` : name}
            eager
            sizes="(min-width: 40rem) 36rem, 90vw"
            className="max-h-[80vh] w-auto max-w-full object-contain"
          />
        </a>
      )}
      <div className="no-print flex flex-wrap items-center justify-center gap-x-5 gap-y-2">
        {total > 1 && (
          <div className="flex items-center gap-1">
            <IconButton icon="arrowLeft" label={t`Previous page`} aria-disabled={shown === 0} className={SPENT} onClick={() => turn(-1)} />
            <p role="status" className="min-w-28 text-center tabular-nums">{t`Page ${number} of ${all}`}</p>
            <IconButton icon="arrowRight" label={t`Next page`} aria-disabled={number === total} className={SPENT} onClick={() => turn(1)} />
          </div>
        )}
        {number === total && total < (file.page_count ?? total) && (
          <p className="text-muted text-[0.94rem]">
            <Trans>The other pages are in the document itself.</Trans>
          </p>
        )}
        {file.document !== null && (
          <a href={fileHref(file.media_id, file.document)} className={buttonClass('quiet')}>
            <Icon name="download" />
            <Trans>Download the document</Trans>
            <span className="text-muted font-normal">
              {file.document.slice(file.document.lastIndexOf('.') + 1).toUpperCase()}
              {file.page_count !== null && (
                <>
                  , <Plural value={file.page_count} one="# page" other="# pages" />
                </>
              )}
            </span>
          </a>
        )}
      </div>
    </div>
  );
}
