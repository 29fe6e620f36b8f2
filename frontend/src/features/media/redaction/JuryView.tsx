import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../ui/Button';
import { fileUrl } from '../gallery/shownItem';
import type { RedactedFile } from './redactionQueries';

/** The address of what the jury gets under a name; a mask more makes another address, so that no old picture stays. */
export function blindUrl(file: RedactedFile, name: string): string {
  const version = file.masks.map((mask) => mask.id.slice(-6)).join('');
  return `${fileUrl({ mediaId: file.media_id }, name)}?edition=blind&v=${version}`;
}

/** A file as its jury opens it. */
export function JuryView({ file }: { file: RedactedFile }) {
  const { t } = useLingui();
  const [page, setPage] = useState(1);
  const name = file.file_name;
  const alt = t`${name} as the jury sees it`;
  if (file.kind === 'video')
    return (
      // biome-ignore lint/a11y/useMediaCaption: the screener looks at the pictures; captions are listed above with their masks
      <video
        key={blindUrl(file, '')}
        aria-label={alt}
        controls
        preload="metadata"
        className="max-h-[70vh] w-full"
        src={blindUrl(file, 'play.mp4')}
      />
    );
  if (file.kind === 'audio')
    return (
      // biome-ignore lint/a11y/useMediaCaption: the screener listens; captions are listed above with their masks
      <audio key={blindUrl(file, '')} aria-label={alt} controls preload="metadata" className="w-full" src={blindUrl(file, 'play.m4a')} />
    );
  if (file.kind === 'image') return <img src={blindUrl(file, 'w1280.webp')} alt={alt} className="max-h-[70vh] w-full object-contain" />;
  const drawn = file.names.filter((one) => /^page\d+\.webp$/.test(one)).length;
  const pages = Math.min(file.page_count ?? drawn, drawn);
  if (pages === 0)
    return (
      <p className="text-muted">
        <Trans>This file has no pages to show here.</Trans>
      </p>
    );
  return (
    <div className="grid gap-2">
      <img src={blindUrl(file, `page${page}.webp`)} alt={alt} className="border-line max-h-[70vh] w-full border object-contain" />
      <div className="flex items-center justify-center gap-4">
        <Button disabled={page <= 1} onClick={() => setPage(page - 1)}>
          <Trans>Previous page</Trans>
        </Button>
        <span className="tabular-nums">
          {page} / {pages}
        </span>
        <Button disabled={page >= pages} onClick={() => setPage(page + 1)}>
          <Trans>Next page</Trans>
        </Button>
      </div>
    </div>
  );
}
