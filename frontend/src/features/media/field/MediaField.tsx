import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useProblemTexts } from '../../../api/problems';
import { useAccount } from '../../../api/session';
import type { SlotProps } from '../../../lib/slots';
import { FieldFrame, wire } from '../../../ui/FieldFrame';
import { Notice } from '../../../ui/Notice';
import { acceptOf } from '../kinds';
import { roomQuery } from '../queries';
import type { Place } from '../upload/memory';
import { uploads } from '../uploads';
import { useRefusalTexts } from '../words';
import { AllUploads } from './AllUploads';
import { DropZone } from './DropZone';
import { FileRow } from './FileRow';
import { News, RefusedRow, UnfinishedRow } from './OtherRows';
import { moved } from './order';
import { RoomLine } from './RoomLine';
import { UploadRow } from './UploadRow';
import { useGate } from './useGate';
import { useHandover } from './useHandover';
import { useMadeWords, useSparedWords } from './useRowWords';

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

/** A chosen file that was not even begun; a `twin` is there already. */
interface TurnedAway {
  key: string;
  name: string;
  reason: string;
  isTwin: boolean;
}

function Field({ place, accept, maxFiles, value, onChange, details, campaignId, ...field }: MediaFieldProps & { place: Place }) {
  const { t } = useLingui();
  const refusals = useRefusalTexts();
  const { entries, unfinished, refused, files, spared, isUnreachable, change, giveUp, forget } = useHandover(place, value, onChange);
  const [turnedAway, setTurnedAway] = useState<readonly TurnedAway[]>([]);
  const places = maxFiles === undefined ? Number.POSITIVE_INFINITY : Math.max(0, maxFiles - value.length - entries.length);

  const room = useQuery(roomQuery(place.unitId, campaignId)).data;
  const gate = useGate(accept, room);

  const take = (chosen: readonly File[]) => {
    const pass = gate(places);
    const away = chosen.flatMap((file) => {
      const reason = pass(file);
      const isTwin = reason === null && !uploads.add(place, file, campaignId);
      if (reason === null && !isTwin) return [];
      const said = reason ?? t`This file is on its way already; it is not sent twice.`;
      return [{ key: crypto.randomUUID?.() ?? `${Date.now()} ${file.name}`, name: file.name, reason: said, isTwin }];
    });
    setTurnedAway(away);
  };
  const sparedWords = useSparedWords(files, spared);
  const made = useMadeWords(value.flatMap((id) => files.get(id) ?? []));
  const hasRows = value.length + entries.length + unfinished.length + refused.length + turnedAway.length > 0;
  return (
    <FieldFrame {...field}>
      {(places > 0 || unfinished.length > 0) && (
        <DropZone wiring={wire(field)} accept={acceptOf(accept)} isMultiple={maxFiles !== 1} kinds={accept} onFiles={take} />
      )}
      {places > 0 && <RoomLine rooms={room?.rooms ?? []} kinds={accept} />}
      {entries.length > 1 && <AllUploads entries={entries} />}
      {isUnreachable && <Notice tone="warn">{t`We cannot see how far your files are right now. They are kept safe.`}</Notice>}
      {hasRows && (
        <ul className="grid gap-2">
          {value.map((id, index) => (
            <FileRow
              key={id}
              media={files.get(id)}
              note={sparedWords(id)}
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
          {turnedAway.map(({ key, name, reason, isTwin }) => (
            <RefusedRow
              key={key}
              name={name}
              reason={reason}
              isBad={!isTwin}
              onDismiss={() => setTurnedAway((before) => before.filter((row) => row.key !== key))}
            />
          ))}
        </ul>
      )}
      <News
        refused={[...refused.map((media) => media.file_name), ...turnedAway.map(({ name }) => name)]}
        arrived={value.length}
        made={made}
      />
    </FieldFrame>
  );
}
