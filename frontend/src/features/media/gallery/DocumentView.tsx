import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { formatBytes } from '../../../lib/sizes';
import { buttonClass, IconButton } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Picture } from './Picture';
import { fileUrl, paperOf, type ShownItem } from './shownItem';

const SPENT = 'aria-disabled:opacity-40';

/** A document to leaf through page by page, how long it is, and the way to the whole of it. */
export function DocumentView({ item }: { item: ShownItem }) {
  const locale = useLocale();
  const { pageCount, sizeBytes } = item.facts ?? {};
  const { fileName } = item;
  const { label, isDrawn } = paperOf(fileName);
  return (
    <div className="panel grid gap-4 p-4">
      {isDrawn && <Pages item={item} />}
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
        <a href={fileUrl(item.mediaId, 'document')} className={buttonClass('quiet')} target="_blank" rel="noopener">
          <Icon name="download" />
          <Trans>
            Download<span className="sr-text"> {fileName}</span>
          </Trans>
        </a>
      </div>
    </div>
  );
}

/**
 * One page at a time. How many pages were drawn is not told, so the last one is known when the next cannot be had; a
 * document without drawn pages shows the small picture of its first.
 */
function Pages({ item }: { item: ShownItem }) {
  const { t } = useLingui();
  const [shown, setShown] = useState(1);
  const [last, setLast] = useState(item.facts?.pageCount ?? Number.POSITIVE_INFINITY);
  const { fileName } = item;
  const pageCount = item.facts?.pageCount;
  const turn = (step: number) => setShown(Math.min(Math.max(1, shown + step), last));
  const missing = () => {
    setLast(shown - 1);
    setShown(Math.max(1, shown - 1));
  };
  const hasPages = last > 0;
  return (
    <div className="bg-sunken rounded-control grid justify-items-center gap-3 p-3">
      {hasPages ? (
        <img
          key={shown}
          src={fileUrl(item.mediaId, `page${shown}.webp`)}
          alt={t`${fileName}, page ${shown}`}
          decoding="async"
          loading="lazy"
          className="border-line max-h-[80vh] min-h-40 w-auto max-w-full border bg-white object-contain shadow-md"
          onError={missing}
        />
      ) : (
        <div className="border-line aspect-[1/1.414] w-64 max-w-full overflow-hidden border bg-white">
          <Picture item={item} sizes="16rem" fit="contain" />
        </div>
      )}
      {hasPages && last > 1 && (
        <div className="no-print flex items-center gap-1">
          <IconButton icon="arrowLeft" label={t`Previous page`} aria-disabled={shown === 1} className={SPENT} onClick={() => turn(-1)} />
          <p role="status" className="min-w-24 text-center tabular-nums">
            {pageCount ? t`Page ${shown} of ${pageCount}` : t`Page ${shown}`}
          </p>
          <IconButton icon="arrowRight" label={t`Next page`} aria-disabled={shown >= last} className={SPENT} onClick={() => turn(1)} />
        </div>
      )}
    </div>
  );
}
