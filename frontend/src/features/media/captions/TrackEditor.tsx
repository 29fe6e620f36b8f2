import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useProblemTexts } from '../../../api/problems';
import { Button, buttonClass } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { EmptyState } from '../../../ui/EmptyState';
import { Icon } from '../../../ui/Icon';
import { UndoToast } from '../../../ui/UndoToast';
import { Conflict } from './Conflict';
import { CueRow } from './CueRow';
import { heardAt, type PlainCue, plain } from './cues';
import type { KeyAct } from './keys';
import { SaveLine } from './SaveLine';
import { deskQuery, type Known, send, type TrackName, vttHref } from './server';
import { UploadText } from './UploadText';
import { type Undoable, useCueActs } from './useCueActs';
import { useMoment } from './useFilm';
import { useTrack } from './useTrack';

interface TrackEditorProps {
  name: TrackName;
  known: Known;
  duration: number | null;
  film: HTMLMediaElement | null;
  /** A place beside the film, for what must stay at hand however long the list is. */
  bar: HTMLElement | null;
  /** Where the page hands keys over. */
  keys: RefObject<((act: KeyAct) => boolean) | null>;
  onShow: (cues: readonly PlainCue[]) => void;
}

/** The captions or chapters of one language, cue by cue, as they are written. */
export function TrackEditor({ name, known, duration, film, bar, keys, onShow }: TrackEditorProps) {
  const track = useTrack(name, known, duration);
  const list = useRef<HTMLOListElement>(null);
  const { acts, press, activeKey, undoable, setUndoable } = useCueActs({ track, film, duration, list });
  const { cues, state } = track;
  const isChapters = name.kind === 'chapters';
  const heard = useMoment(film, (ms) => heardAt(cues, ms)[0]?.key ?? '');
  useEffect(() => {
    keys.current = press;
    return () => {
      keys.current = null;
    };
  });
  useEffect(() => onShow(cues), [cues, onShow]);
  const upload = async (text: string) => {
    await track.flush();
    const before = track.latest.current;
    track.adopt(await send.upload(name, track.version(), text));
    if (before.length > 0) setUndoable({ what: 'replaced', before });
  };
  const refused = state.kind === 'refused' ? state.cues : null;
  const beside = (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Button kind="primary" icon="plus" onClick={acts.add}>
        {isChapters ? <Trans>Add a chapter here</Trans> : <Trans>Add a caption here</Trans>}
      </Button>
      <SaveLine state={state} />
    </div>
  );
  return (
    <>
      {bar && createPortal(beside, bar)}
      <UploadText
        language={name.language}
        onUpload={upload}
        beside={
          cues.length > 0 && (
            <>
              <Download name={name} isSaved={track.version() > 0} />
              <RemoveAll name={name} version={track.version} onRemoved={() => track.adopt({ version: 0, cues: [] })} before={track.flush} />
            </>
          )
        }
      >
        {track.theirs !== null && (
          <Conflict
            mine={plain(cues)}
            theirs={track.theirs.cues}
            language={name.language}
            onKeepMine={track.keepMine}
            onTakeTheirs={() => track.theirs && track.adopt(track.theirs)}
          />
        )}
        {cues.length === 0 && <Nothing isChapters={isChapters} />}
        <ol ref={list} className="grid gap-1">
          {cues.map((cue, index) => (
            <CueRow
              key={cue.key}
              cue={cue}
              number={index + 1}
              language={name.language}
              isChapter={isChapters}
              isActive={cue.key === activeKey}
              isHeard={cue.key === heard}
              isLast={index === cues.length - 1}
              overlaps={(cues[index + 1]?.start_ms ?? Number.POSITIVE_INFINITY) < cue.end_ms}
              isRefused={refused?.has(index) ?? false}
              acts={acts}
            />
          ))}
        </ol>
      </UploadText>
      <Undo undoable={undoable} onDone={setUndoable} onUndo={({ before }) => track.change(before)} />
    </>
  );
}

function Nothing({ isChapters }: { isChapters: boolean }) {
  const { t } = useLingui();
  return isChapters ? (
    <EmptyState title={t`No chapters yet`}>
      <Trans>Go to where a part begins and add a chapter there. It lasts until the next one.</Trans>
    </EmptyState>
  ) : (
    <EmptyState title={t`No captions in this language yet`}>
      <Trans>Play to where somebody speaks and add a caption there, or drop a WebVTT or SRT file here.</Trans>
    </EmptyState>
  );
}

/** The latest version on the server, which is what is on screen once it is saved. */
function Download({ name, isSaved }: { name: TrackName; isSaved: boolean }) {
  if (!isSaved) return null;
  return (
    <a className={buttonClass('quiet')} href={vttHref(name)} download={`${name.kind}.${name.language}.vtt`}>
      <Icon name="download" />
      <Trans>Download VTT</Trans>
    </a>
  );
}

interface RemoveAllProps {
  name: TrackName;
  version: () => number;
  before: () => Promise<void>;
  onRemoved: () => void;
}

function RemoveAll({ name, version, before, onRemoved }: RemoveAllProps) {
  const { t } = useLingui();
  const cache = useQueryClient();
  const texts = useProblemTexts();
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async () => {
    try {
      await before();
      if (version() > 0) await send.remove(name, version());
      setAsking(false);
      onRemoved();
      void cache.invalidateQueries({ queryKey: deskQuery(name.mediaId).queryKey });
    } catch (problem) {
      setRefusal(texts.of(problem));
    }
  };
  return (
    <>
      <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>
        <Trans>Remove all</Trans>
      </Button>
      <Dialog
        isOpen={isAsking}
        title={t`Remove everything in this language?`}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="danger" onClick={() => void remove()}>
              <Trans>Remove all</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Keep</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Viewers will no longer find it. Other languages stay as they are.</Trans>
        </p>
        {refusal !== null && <p className="text-bad font-semibold">{refusal}</p>}
      </Dialog>
    </>
  );
}

interface UndoProps {
  undoable: Undoable | null;
  onDone: (undoable: null) => void;
  onUndo: (undoable: Undoable) => void;
}

function Undo({ undoable, onDone, onUndo }: UndoProps) {
  const { t } = useLingui();
  const words = { removed: t`Removed`, joined: t`Joined`, replaced: t`The file has replaced what was here` };
  const dismiss = useCallback(() => onDone(null), [onDone]);
  return (
    <UndoToast
      message={undoable && words[undoable.what]}
      onDismiss={dismiss}
      onUndo={() => {
        if (undoable) onUndo(undoable);
        onDone(null);
      }}
    />
  );
}
