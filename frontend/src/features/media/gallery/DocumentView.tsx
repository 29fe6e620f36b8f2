import { Plural, Trans } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatBytes } from '../../../lib/sizes';
import { buttonClass } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Picture } from './Picture';
import { fileUrl, type ShownItem } from './shownItem';

/** A document: its first page, how long it is, and the way to the whole of it. */
export function DocumentView({ item }: { item: ShownItem }) {
  const locale = useLocale();
  const { pageCount, sizeBytes } = item.facts ?? {};
  const { fileName } = item;
  return (
    <div className="panel flex flex-wrap items-center gap-4 p-4">
      <div className="border-line w-32 shrink-0 overflow-hidden border bg-white">
        <div className="aspect-[1/1.414]">
          <Picture item={item} sizes="8rem" fit="contain" />
        </div>
      </div>
      <div className="grid min-w-0 flex-1 basis-48 justify-items-start gap-2">
        <p className="max-w-full font-semibold break-words">{fileName}</p>
        <p className="text-muted text-[0.94rem]">
          PDF
          {pageCount ? (
            <>
              , <Plural value={pageCount} one="# page" other="# pages" />
            </>
          ) : null}
          {sizeBytes ? `, ${formatBytes(sizeBytes, locale)}` : null}
        </p>
        <a href={fileUrl(item.mediaId, 'document.pdf')} className={buttonClass('quiet')} target="_blank" rel="noopener">
          <Icon name="download" />
          <Trans>
            Download<span className="sr-text"> {fileName}</span>
          </Trans>
        </a>
      </div>
    </div>
  );
}
