import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { useSavesData } from '../../../lib/saveData';
import { formatBytes } from '../../../lib/sizes';
import { Button, buttonClass, IconButton } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { PrintedAddress } from '../player/moments';
import { playbackQuery } from '../player/playback';
import { Picture } from './Picture';
import { pageNames, savedName } from './pictureNames';
import { fileUrl, paperOf, type ShownItem } from './shownItem';

const READABLE = 'document.pdf';
const SPENT = 'aria-disabled:opacity-40';

// The reader of PDF is large, so it comes when somebody opens a document.
const Reader = lazy(async () => ({ default: (await import('./reader/Reader')).Reader }));

/** A document: its pages as pictures to leaf through, the whole of it to read in the page, and the file to keep. */
export function DocumentView({ item }: { item: ShownItem }) {
  const locale = useLocale();
  const [isReading, setReading] = useState(false);
  const { data: playback } = useQuery(playbackQuery(item.mediaId));
  const names = playback?.names ?? [];
  const { pageCount, sizeBytes } = item.facts ?? {};
  const { fileName } = item;
  const saved = savedName(names) ?? item.document ?? null;
  const ending = saved ?? fileName;
  const { label } = paperOf(ending);
  const isReadable = names.includes(READABLE) || item.document === READABLE;
  const read = () => setReading(true);
  return (
    <div className="panel grid gap-4 p-3 sm:p-4">
      <Pages item={item} names={names} onRead={isReadable ? read : undefined} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-semibold break-words">{fileName}</p>
          <p className="text-muted text-[0.94rem]">
            {label}
            {pageCount ? (
              <>
                , <Plural value={pageCount} one="# page" other="# pages" />
              </>
            ) : null}
            {sizeBytes ? `, ${formatBytes(sizeBytes, locale)}` : null}
          </p>
        </div>
        <div className="no-print flex flex-wrap gap-2">
          {isReadable && (
            <Button icon="eye" onClick={read}>
              <Trans>Read the document</Trans>
            </Button>
          )}
          {saved !== null && (
            <a
              href={fileUrl(item, saved)}
              className={buttonClass('quiet')}
              target="_blank"
              rel="noopener"
              download={saved.replace('document', 'Exemplar')}
            >
              <Icon name="download" />
              <Trans>
                Download<span className="sr-text"> {fileName}</span>
              </Trans>
            </a>
          )}
        </div>
      </div>
      {playback !== undefined && names.length === 0 && saved === null && (
        <p className="text-muted">
          <Trans>Nothing of this document can be opened here.</Trans>
        </p>
      )}
      <PrintedAddress length={null} />
      {isReading && (
        <Suspense fallback={null}>
          <Reader address={fileUrl(item, READABLE)} title={fileName} onClose={() => setReading(false)} />
        </Suspense>
      )}
    </div>
  );
}

interface PagesProps {
  item: ShownItem;
  names: readonly string[];
  onRead: (() => void) | undefined;
}

/** One page at a time, as pictures; of a document whose pages were not drawn the small picture of its first, if any. */
function Pages({ item, names, onRead }: PagesProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState(0);
  const savesData = useSavesData();
  const pages = pageNames(item.pictures?.map(({ name }) => name) ?? names);
  const { fileName, facts } = item;
  const number = shown + 1;
  const total = pages.length;
  const all = facts?.pageCount ?? total;
  const page = pages[shown];
  const hasPicture = total > 0 || (item.pictures ?? names.map((name) => ({ name }))).some(({ name }) => name.startsWith('w320.'));
  if (!hasPicture) return null;
  const turn = (step: number) => {
    if (pages[shown + step] !== undefined) setShown(shown + step);
  };
  return (
    <div className="bg-sunken rounded-control grid justify-items-center gap-3 p-3">
      {page === undefined || (savesData && shown === 0) ? (
        <div className="border-line aspect-[1/1.414] w-64 max-w-full overflow-hidden border bg-white">
          <Picture item={{ ...item, altText: item.altText || t`${fileName}, page ${number}` }} sizes="16rem" fit="contain" />
        </div>
      ) : (
        <img
          key={page}
          src={fileUrl(item, page)}
          alt={t`${fileName}, page ${number}`}
          decoding="async"
          loading="lazy"
          className="border-line aspect-[1/1.414] max-h-[80vh] w-auto max-w-full border bg-white object-contain shadow-md"
        />
      )}
      {total > 1 && (
        <div className="no-print flex items-center gap-1">
          <IconButton icon="arrowLeft" label={t`Previous page`} aria-disabled={shown === 0} className={SPENT} onClick={() => turn(-1)} />
          <p role="status" className="min-w-24 text-center tabular-nums">
            {t`Page ${number} of ${all}`}
          </p>
          <IconButton icon="arrowRight" label={t`Next page`} aria-disabled={number === total} className={SPENT} onClick={() => turn(1)} />
        </div>
      )}
      {number === total && total < all && onRead && (
        <Button kind="plain" onClick={onRead} className="no-print">
          <Trans>The other pages are in the document itself.</Trans>
        </Button>
      )}
    </div>
  );
}
