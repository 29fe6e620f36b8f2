import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLocale } from '../../../lib/i18n';
import { formatBytes } from '../../../lib/sizes';
import { IconButton } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { CaptionsLink } from '../captions/CaptionsLink';
import { PictureTools } from '../pictures/PictureTools';
import { RowPicture } from '../pictures/RowPicture';
import { isImproving, isUnderWay, type MediaRead } from '../queries';
import { useMediaSentence } from '../words';
import { Row } from './Row';

interface FileRowProps {
  media: MediaRead | undefined;
  /** Why nothing was sent, where that was so. */
  note?: string | undefined;
  isFirst: boolean;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
  details: ReactNode;
}

/** An arrow at the end of its way keeps the focus, so it is not disabled, only paler. */
const SPENT = 'aria-disabled:opacity-40';

/** A file that is part of the answer: how far the server is with it, its place in the order, and the borrower's own fields. */
export function FileRow({ media, note, isFirst, isLast, onMove, onRemove, details }: FileRowProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const sentence = useMediaSentence(media);
  const name = media?.file_name ?? t`File`;
  return (
    <Row
      picture={<FilePicture media={media} />}
      name={name}
      facts={media && formatBytes(media.size_bytes, locale)}
      state={
        <span className="flex items-start gap-x-2 [&>svg]:mt-1">
          {media?.state === 'ready' && <Icon name="check" size={16} />}
          {media && isUnderWay(media) && <span aria-hidden="true" className="spinner shrink-0" />}
          <span className="min-w-0">
            {sentence} {note !== undefined && <span className="text-muted">{note}</span>}
          </span>
        </span>
      }
      progress={media && isUnderWay(media) && media.progress.percent > 0 && <WorkBar media={media} sentence={sentence} />}
      tools={
        media?.state === 'ready' && (
          <>
            <PictureTools media={media} />
            <CaptionsLink media={media} />
          </>
        )
      }
      actions={
        <>
          {!(isFirst && isLast) && (
            <>
              <IconButton icon="arrowUp" label={t`Move ${name} up`} aria-disabled={isFirst} className={SPENT} onClick={() => onMove(-1)} />
              <IconButton
                icon="arrowDown"
                label={t`Move ${name} down`}
                aria-disabled={isLast}
                className={SPENT}
                onClick={() => onMove(1)}
              />
            </>
          )}
          <IconButton icon="trash" label={t`Remove ${name}`} onClick={onRemove} />
        </>
      }
    >
      {details}
    </Row>
  );
}

/** How far the server is; `sentence` says the same, so that the bar need not be read out at each percent. */
function WorkBar({ media, sentence }: { media: MediaRead; sentence: string }) {
  return (
    <progress
      className="progress"
      aria-label={media.file_name}
      aria-valuetext={sentence}
      value={media.progress.percent}
      max={100}
      data-improving={isImproving(media) || undefined}
    />
  );
}

function FilePicture({ media }: { media: MediaRead | undefined }) {
  if (media?.state !== 'ready' || media.kind === null) return <Icon name="file" size={28} />;
  return <RowPicture media={media} />;
}
