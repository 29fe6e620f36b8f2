import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../ui/Button';
import { RadioGroup } from '../../../ui/Choices';
import { SelectField, TextField } from '../../../ui/TextField';
import { fileUrl } from '../gallery/shownItem';
import { BoxDrawer } from './BoxDrawer';
import { asNumbers, type Box } from './boxes';
import type { MaskWrite, RedactedFile, RedactionActs } from './redactionQueries';
import { StretchFields, type StretchText } from './StretchFields';
import { parseMoment } from './stretches';

const NO_STRETCH: StretchText = { from: '', to: '' };

/** Hide something that no search finds: a box on a picture, a page or a film, or a stretch of sound. */
export function CoverMore({ file, acts }: { file: RedactedFile; acts: RedactionActs }) {
  const { t } = useLingui();
  const player = useRef<HTMLMediaElement>(null);
  const [kind, setKind] = useState<MaskWrite['kind']>(file.kind === 'audio' ? 'sound' : 'region');
  const [page, setPage] = useState(1);
  const [box, setBox] = useState<Box | null>(null);
  const [stretch, setStretch] = useState(NO_STRETCH);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const isTimed = file.kind === 'video' || file.kind === 'audio';
  const isThroughout = kind === 'region' && stretch.from.trim() === '' && stretch.to.trim() === '';
  const save = (event: FormEvent) => {
    event.preventDefault();
    const [start, end] = [parseMoment(stretch.from), parseMoment(stretch.to)];
    const needsTimes = isTimed && !isThroughout;
    if (kind === 'region' && box === null) return setError(t`Please draw a box first`);
    if (needsTimes && (start === null || end === null || start >= end))
      return setError(t`Please give two moments, the earlier first, such as 1:05 and 1:12`);
    setError(undefined);
    const mask: MaskWrite = {
      media_id: file.media_id,
      kind,
      page: file.kind === 'document' ? page : null,
      boxes: kind === 'region' && box ? [asNumbers(box)] : [],
      start_ms: needsTimes ? start : null,
      end_ms: needsTimes ? end : null,
      reason,
    };
    acts.mask.mutate(mask, {
      onSuccess: () => {
        setBox(null);
        setStretch(NO_STRETCH);
        setReason('');
      },
    });
  };
  return (
    <form noValidate className="bg-soft grid gap-4 rounded-xl p-4" onSubmit={save}>
      {file.kind === 'video' && (
        <RadioGroup
          name={`kind-${file.media_id}`}
          label={t`What should the jury not see or hear?`}
          value={kind}
          options={[
            { value: 'region', label: t`A part of the picture` },
            { value: 'sound', label: t`A stretch of the sound` },
          ]}
          onChange={(event) => setKind(event.target.value === 'sound' ? 'sound' : 'region')}
        />
      )}
      {isTimed && <Player file={file} player={player} />}
      {file.kind === 'document' && <PageChoice file={file} page={page} onChange={setPage} />}
      {kind === 'region' && <BoxDrawer file={file} page={page} player={player} value={box} onChange={setBox} />}
      {isTimed && <StretchFields id={file.media_id} player={player} value={stretch} isOptional={kind === 'region'} onChange={setStretch} />}
      <TextField
        name={`why-${file.media_id}`}
        label={t`Reason`}
        hint={t`For the log, for example: name on a door.`}
        optional
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {error !== undefined && (
        <p role="alert" className="text-bad font-semibold">
          {error}
        </p>
      )}
      <div>
        <Button type="submit" busy={acts.mask.isPending}>
          <Trans>Hide it</Trans>
        </Button>
      </div>
    </form>
  );
}

function Player({ file, player }: { file: RedactedFile; player: React.RefObject<HTMLMediaElement | null> }) {
  const { t } = useLingui();
  const src = fileUrl({ mediaId: file.media_id }, file.kind === 'video' ? 'play.mp4' : 'play.m4a');
  const keep = (element: HTMLMediaElement | null) => {
    player.current = element;
  };
  const label = t`The file as handed in`;
  if (file.kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: the screener looks for what is heard and seen; captions were searched already
    return <audio ref={keep} aria-label={label} controls preload="metadata" className="w-full" src={src} />;
  }
  // biome-ignore lint/a11y/useMediaCaption: the screener looks for what is heard and seen; captions were searched already
  return <video ref={keep} aria-label={label} controls preload="auto" className="max-h-[50vh] w-full" src={src} />;
}

function PageChoice({ file, page, onChange }: { file: RedactedFile; page: number; onChange: (page: number) => void }) {
  const { t } = useLingui();
  const drawn = file.names.filter((name) => /^page\d+\.webp$/.test(name)).length;
  if (drawn < 2) return null;
  return (
    <SelectField name={`page-${file.media_id}`} label={t`Page`} value={page} onChange={(event) => onChange(Number(event.target.value))}>
      {Array.from({ length: drawn }, (_, index) => (
        <option key={String(index)} value={index + 1}>
          {index + 1}
        </option>
      ))}
    </SelectField>
  );
}
