import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useProblemTexts } from '../../../api/problems';
import { useAccount } from '../../../api/session';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import type { SlotProps } from '../../../lib/slots';
import { Button, buttonClass } from '../../../ui/Button';
import { FieldFrame, wire } from '../../../ui/FieldFrame';
import { Notice } from '../../../ui/Notice';
import { acceptOf, refusedEarly } from '../kinds';
import type { Place, Remembered } from '../upload/memory';
import { uploads } from '../uploads';
import { useRefusalTexts } from '../words';
import { DropZone } from './DropZone';
import { FileRow } from './FileRow';
import { moved } from './order';
import { Row } from './Row';
import { UploadRow } from './UploadRow';
import { useHandover } from './useHandover';

type MediaFieldProps = SlotProps['MediaField'];

/** Choose, upload and order files. Only those signed in see it; a file becomes part of the value once every byte has arrived. */
export function MediaField(props: MediaFieldProps) {
  const account = useAccount();
  const path = useLocation({ select: (location) => location.pathname });
  const accountId = account?.id;
  const unitId = props.unitId ?? account?.unit_ids[0];
  const place = useMemo(
    () => (accountId !== undefined && unitId !== undefined ? { accountId, unitId, path, field: props.name } : null),
    [accountId, unitId, path, props.name],
  );
  const texts = useProblemTexts();
  if (place === null) {
    return account ? (
      <Notice tone="warn" title={props.label}>
        {texts.ofCode('media_not_your_unit')}
      </Notice>
    ) : null;
  }
  return <Field key={`${place.accountId} ${place.unitId} ${path}`} {...props} place={place} />;
}

/** A chosen file that was not even begun. */
interface TurnedAway {
  key: string;
  name: string;
  reason: string;
}

function Field({ place, accept, maxFiles, value, onChange, details, ...field }: MediaFieldProps & { place: Place }) {
  const { t } = useLingui();
  const refusals = useRefusalTexts();
  const { entries, unfinished, refused, files, isUnreachable, change, giveUp, forget } = useHandover(place, value, onChange);
  const [turnedAway, setTurnedAway] = useState<readonly TurnedAway[]>([]);
  const room = maxFiles === undefined ? Number.POSITIVE_INFINITY : Math.max(0, maxFiles - value.length - entries.length);

  const take = (chosen: readonly File[]) => {
    let left = room;
    const away = chosen.flatMap((file) => {
      const early = refusedEarly(file, accept);
      const reason = early ? refusals.early(early) : left-- > 0 ? null : t`This field takes no more files. Remove one to make room.`;
      if (reason === null) uploads.add(place, file);
      return reason === null ? [] : [{ key: crypto.randomUUID?.() ?? `${Date.now()} ${file.name}`, name: file.name, reason }];
    });
    setTurnedAway(away);
  };
  const hasRows = value.length + entries.length + unfinished.length + refused.length + turnedAway.length > 0;
  return (
    <FieldFrame {...field}>
      {(room > 0 || unfinished.length > 0) && (
        <DropZone wiring={wire(field)} accept={acceptOf(accept)} isMultiple={maxFiles !== 1} onFiles={take} />
      )}
      {isUnreachable && <Notice tone="warn">{t`We cannot see how far your files are right now. They are kept safe.`}</Notice>}
      {hasRows && (
        <ul className="grid gap-2">
          {value.map((id, index) => (
            <FileRow
              key={id}
              media={files.get(id)}
              isFirst={index === 0}
              isLast={index === value.length - 1}
              onMove={(step) => change((ids) => moved(ids, id, step))}
              onRemove={() => change((ids) => ids.filter((other) => other !== id))}
              details={details?.(id)}
            />
          ))}
          {entries.map((entry) => (
            <UploadRow key={entry.key} entry={entry} />
          ))}
          {unfinished.map((entry) => (
            <UnfinishedRow key={entry.mediaId} entry={entry} inputId={wire(field).id} onDiscard={() => giveUp(entry.mediaId)} />
          ))}
          {refused.map((media) => (
            <RefusedRow
              key={media.id}
              name={media.file_name}
              reason={media.refusal ? refusals.ofCode(media.refusal.code, media.refusal.facts) : refusals.ofCode('media_refused', {})}
              onDismiss={() => forget(media.id)}
            />
          ))}
          {turnedAway.map(({ key, name, reason }) => (
            <RefusedRow
              key={key}
              name={name}
              reason={reason}
              onDismiss={() => setTurnedAway((before) => before.filter((row) => row.key !== key))}
            />
          ))}
        </ul>
      )}
      <News refused={[...refused.map((media) => media.file_name), ...turnedAway.map(({ name }) => name)]} arrived={value.length} />
    </FieldFrame>
  );
}

function UnfinishedRow({ entry, inputId, onDiscard }: { entry: Remembered; inputId: string; onDiscard: () => void }) {
  const { t } = useLingui();
  const share = formatPercent(entry.safeBytes / Math.max(1, entry.sizeBytes), useLocale());
  const { fileName } = entry;
  return (
    <Row
      name={fileName}
      state={t`Choose the file once more to continue at ${share}.`}
      actions={
        <>
          <label htmlFor={inputId} className={buttonClass('quiet')}>
            <Trans>Choose {fileName}</Trans>
          </label>
          <Button kind="plain" aria-label={t`Cancel ${fileName}`} onClick={onDiscard}>
            {t`Cancel`}
          </Button>
        </>
      }
    />
  );
}

function RefusedRow({ name, reason, onDismiss }: { name: string; reason: string; onDismiss: () => void }) {
  const { t } = useLingui();
  return (
    <Row
      name={name}
      state={reason}
      isBad
      actions={
        <Button kind="plain" aria-label={t`Understood: ${name}`} onClick={onDismiss}>
          {t`Understood`}
        </Button>
      }
    />
  );
}

/** Says to those who do not see the list what has become of a file. */
function News({ refused, arrived }: { refused: readonly string[]; arrived: number }) {
  const { t } = useLingui();
  const names = refused.join(', ');
  return (
    <p role="status" className="sr-text">
      {names === '' ? t`Files in this field: ${arrived}` : t`Not taken: ${names}`}
    </p>
  );
}
