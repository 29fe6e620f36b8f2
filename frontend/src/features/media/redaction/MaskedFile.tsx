import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { StatusBadge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { CoverMore } from './CoverMore';
import { JuryView } from './JuryView';
import { isWithheld, type Mask, type RedactedFile, type RedactionActs } from './redactionQueries';
import { formatMoment } from './stretches';

interface MaskedFileProps {
  file: RedactedFile;
  acts: RedactionActs;
  mayMask: boolean;
  mayUncover: boolean;
}

/** One file: what the jury gets of it, what is masked in it, and a way to hide more. */
export function MaskedFile({ file, acts, mayMask, mayUncover }: MaskedFileProps) {
  const { t } = useLingui();
  const [view, setView] = useState<'jury' | 'more' | null>(null);
  const name = file.file_name;
  const isLost = isWithheld(file);
  return (
    <article aria-label={`${file.own_name}, ${name}`} className="border-line grid gap-3 rounded-xl border p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h4 className="break-all">
          {file.own_name} <span className="text-muted text-sm font-normal">{t`the jury sees: ${name}`}</span>
        </h4>
        <BlindBadge state={isLost ? 'withheld' : file.is_ready ? file.state : 'waiting'} />
      </div>
      {file.masks.length > 0 && (
        <ul aria-label={t`Masks`} className="divide-line divide-y">
          {file.masks.map((mask) => (
            <li key={mask.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {isLost ? <Trans>All of it</Trans> : <MaskWords mask={mask} isFilm={file.kind === 'video'} />}
                {mask.reason !== '' && <span className="text-muted"> · {mask.reason}</span>}
              </span>
              {mayUncover && (
                <Button
                  kind="plain"
                  busy={acts.unmask.isPending && acts.unmask.variables === mask.id}
                  onClick={() => acts.unmask.mutate(mask.id)}
                >
                  <Trans>Take away</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {file.is_ready && !isLost && (
        <div className="flex flex-wrap gap-3">
          {(file.state === 'ready' || file.state === 'plain') && (
            <Button aria-expanded={view === 'jury'} icon="eye" onClick={() => setView(view === 'jury' ? null : 'jury')}>
              <Trans>See as the jury sees it</Trans>
            </Button>
          )}
          {mayMask && canCover(file) && (
            <Button aria-expanded={view === 'more'} onClick={() => setView(view === 'more' ? null : 'more')}>
              <Trans>Hide something more</Trans>
            </Button>
          )}
        </div>
      )}
      {view === 'jury' && <JuryView file={file} />}
      {view === 'more' && <CoverMore file={file} acts={acts} />}
    </article>
  );
}

function canCover({ kind, names }: RedactedFile): boolean {
  return kind !== null && (kind !== 'document' || names.some((name) => name.startsWith('page')));
}

function BlindBadge({ state }: { state: RedactedFile['state'] | 'waiting' | 'withheld' }) {
  switch (state) {
    case 'withheld':
      return (
        <StatusBadge tone="warn">
          <Trans>It has no pages: the jury gets nothing of it.</Trans>
        </StatusBadge>
      );
    case 'plain':
      return (
        <StatusBadge tone="neutral">
          <Trans>Nothing hidden</Trans>
        </StatusBadge>
      );
    case 'ready':
      return (
        <StatusBadge tone="ok">
          <Trans>Ready for the jury</Trans>
        </StatusBadge>
      );
    case 'failed':
      return (
        <StatusBadge tone="bad">
          <Trans>Could not be prepared: the jury gets nothing of it. Search again to try once more.</Trans>
        </StatusBadge>
      );
    default:
      return (
        <StatusBadge tone="warn">
          {state === 'waiting' ? <Trans>Still being looked at</Trans> : <Trans>Being prepared for the jury</Trans>}
        </StatusBadge>
      );
  }
}

function MaskWords({ mask, isFilm }: { mask: Mask; isFilm: boolean }) {
  const { page, words } = mask;
  const stretch = mask.start_ms !== null && mask.end_ms !== null ? `${formatMoment(mask.start_ms)}–${formatMoment(mask.end_ms)}` : '';
  if (mask.kind === 'text') return <Trans>Words: {words}</Trans>;
  if (mask.kind === 'sound') return <Trans>Silence {stretch}</Trans>;
  if (page !== null) return <Trans>A box on page {page}</Trans>;
  if (isFilm && stretch) return <Trans>A box {stretch}</Trans>;
  return isFilm ? <Trans>A box throughout</Trans> : <Trans>A box</Trans>;
}
