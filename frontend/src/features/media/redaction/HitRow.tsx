import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import { Badge, StatusBadge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/TextField';
import { formatPosition } from '../words';
import { PageCut } from './PageCut';
import { type Hit, isWithheld, type RedactedFile, type RedactionActs } from './redactionQueries';
import { spotNames, termNames } from './redactionWords';

interface HitRowProps {
  hit: Hit;
  file: RedactedFile | undefined;
  acts: RedactionActs;
  mayChange: boolean;
}

/** What stands close to the next word, or to the one before. */
const OPENS = /(?:^|[([{«“"'‘/-])$/u;
const CLOSES = /^(?:$|[)\]}»”"'’,.;:!?…%/-])/u;

/** Words that were found, with what stands round them and what to do about them. */
export function HitRow({ hit, file, acts, mayChange }: HitRowProps) {
  const { i18n } = useLingui();
  const title = useId();
  const isLost = hit.spot === 'unread' && file !== undefined && isWithheld(file);
  return (
    <li className="border-line rounded-xl border p-4">
      <article aria-labelledby={title} className="grid gap-3">
        <p className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          {hit.kind && <Badge>{i18n._(termNames[hit.kind])}</Badge>}
          <span className="tabular-nums">
            {i18n._(spotNames[hit.spot])} {hit.page} {hit.start_ms !== null && formatPosition(hit.start_ms / 1000)}
          </span>
          {file && <span className="break-all">{file.own_name}</span>}
        </p>
        <div className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-start">
          <p id={title} className="min-w-0 [overflow-wrap:anywhere]">
            {isLost ? (
              <Trans>
                This file could not be turned into pages here, so the jury gets nothing of it. If the jury is to see it, please ask the unit
                for a PDF.
              </Trans>
            ) : hit.spot === 'unread' ? (
              <Trans>
                Not everything in this file could be searched. Please open it and look through it. Masked, the jury does not get it.
              </Trans>
            ) : (
              <>
                {hit.before}
                {OPENS.test(hit.before) || ' '}
                <mark className="rounded-sm bg-[#f6e2ad] px-0.5 font-semibold text-[#3a2604]">{hit.words}</mark>
                {CLOSES.test(hit.after) || ' '}
                {hit.after}
              </>
            )}
          </p>
          {file && hit.page !== null && hit.boxes[0] && (
            <PageCut mediaId={file.media_id} page={hit.page} names={file.names} box={hit.boxes[0]} />
          )}
        </div>
        {hit.decision === null ? (
          mayChange && (isLost ? <GoOn hit={hit} acts={acts} /> : <Decide hit={hit} acts={acts} />)
        ) : (
          <Decided hit={hit} acts={acts} mayChange={mayChange} isLost={isLost} />
        )}
      </article>
    </li>
  );
}

function Decided({ hit, acts, mayChange, isLost }: Omit<HitRowProps, 'file'> & { isLost: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      {isLost ? (
        <StatusBadge tone="info">
          <Trans>Goes on without it</Trans>
        </StatusBadge>
      ) : hit.decision === 'mask' ? (
        <StatusBadge tone="ok">
          <Trans>Masked</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="info">
          <Trans>Left</Trans>
        </StatusBadge>
      )}
      {hit.reason !== '' && <span className="text-muted [overflow-wrap:anywhere]">{hit.reason}</span>}
      {mayChange && (
        <Button kind="plain" busy={acts.reopen.isPending && acts.reopen.variables === hit.id} onClick={() => acts.reopen.mutate(hit.id)}>
          <Trans context="a decision">Undo</Trans>
        </Button>
      )}
    </div>
  );
}

/** Of a file without pages there is nothing to leave: the mask keeps it from the jury even if pages are made of it later. */
function GoOn({ hit, acts }: Pick<HitRowProps, 'hit' | 'acts'>) {
  const isMine = acts.decide.isPending && acts.decide.variables.hitId === hit.id;
  return (
    <div>
      <Button kind="primary" busy={isMine} onClick={() => acts.decide.mutate({ hitId: hit.id, decision: 'mask' })}>
        <Trans>Go on without it</Trans>
      </Button>
    </div>
  );
}

function Decide({ hit, acts }: { hit: Hit; acts: RedactionActs }) {
  const { t } = useLingui();
  const [isLeaving, setLeaving] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const isMine = acts.decide.isPending && acts.decide.variables.hitId === hit.id;
  const leave = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setError(t`Please say why the jury may read this`);
    acts.decide.mutate({ hitId: hit.id, decision: 'leave', reason });
  };
  if (!isLeaving)
    return (
      <div className="flex flex-wrap gap-3">
        <Button busy={isMine} onClick={() => acts.decide.mutate({ hitId: hit.id, decision: 'mask' })}>
          <Trans>Mask</Trans>
        </Button>
        <Button onClick={() => setLeaving(true)}>
          <Trans>Leave…</Trans>
        </Button>
      </div>
    );
  return (
    <form noValidate className="grid max-w-xl gap-3" onSubmit={leave}>
      <TextField
        name={`reason-${hit.id}`}
        label={t`Why may the jury read this?`}
        hint={t`For example: it is the name of a play.`}
        error={error}
        maxLength={300}
        value={reason}
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={isMine}>
          <Trans>Leave it</Trans>
        </Button>
        <Button onClick={() => setLeaving(false)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
