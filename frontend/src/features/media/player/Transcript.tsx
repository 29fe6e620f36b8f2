import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { Icon } from '../../../ui/Icon';
import { formatPosition } from '../words';
import { bestTrack, type Cue, cueAt, hitsIn, piecesOf } from './cues';
import { languageName } from './Menus';
import { cuesQuery, type TrackLink } from './playback';
import type { Player } from './usePlayer';

/** Wide enough for the transcript to stand open beside the film, in pixels. */
const WIDE_PX = 896;
const HANDS_OFF_MS = 6_000;

interface TranscriptProps {
  player: Player;
  /** The reader comes for one moment: the transcript is open at once. */
  isSoughtFor: boolean;
}

/** What is said in a recording, to read along, search, and jump in. Nothing where nobody wrote it down. */
export function Transcript({ player, isSoughtFor }: TranscriptProps) {
  const { captions, language } = player;
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(isSoughtFor);
  const box = useRef<HTMLDetailsElement>(null);
  const isThere = captions.length > 0;
  useEffect(() => {
    const width = box.current?.closest('.\\@container')?.clientWidth ?? 0;
    if (isThere && width >= WIDE_PX) setOpen(true);
  }, [isThere]);
  const track = bestTrack(captions, [chosen, language, locale]);
  if (track === undefined) return null;
  return (
    <details ref={box} open={isOpen} className="panel transcript no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 px-4 font-semibold">
        <Icon name="list" />
        <Trans>What is said</Trans>
        {captions.length === 1 && <span className="text-muted font-normal">{languageName(track.language, locale)}</span>}
      </summary>
      {isOpen && (
        <Lines key={track.url} player={player} track={track}>
          {captions.length > 1 && <LanguageChoice captions={captions} value={track.language} onChoose={setChosen} />}
        </Lines>
      )}
    </details>
  );
}

interface LanguageChoiceProps {
  captions: readonly TrackLink[];
  value: string;
  onChoose: (language: string) => void;
}

function LanguageChoice({ captions, value, onChoose }: LanguageChoiceProps) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <select className="control" aria-label={t`Language of the transcript`} value={value} onChange={(event) => onChoose(event.target.value)}>
      {captions.map(({ language }) => (
        <option key={language} value={language}>
          {languageName(language, locale)}
        </option>
      ))}
    </select>
  );
}

const NO_CUES: readonly Cue[] = [];

function Lines({ player, track, children }: { player: Player; track: TrackLink; children: ReactNode }) {
  const { t } = useLingui();
  const { data, isPending } = useQuery(cuesQuery(player.item.mediaId, track));
  const cues: readonly Cue[] = data?.cues ?? NO_CUES;
  const [wanted, setWanted] = useState('');
  const searchId = useId();
  const list = useRef<HTMLOListElement>(null);
  const current = player.hasBegun ? cueAt(cues, player.position) : -1;
  const hits = hitsIn(cues, wanted);
  const count = hits.length;
  const isSearching = wanted.trim() !== '';
  const shown = isSearching ? hits : cues.map((_, index) => index);
  const touch = useFollowing(list, current, !isSearching);
  return (
    <div className="grid min-h-0 gap-2 px-3 pb-3">
      <div className="grid gap-2">
        {children}
        <label htmlFor={searchId} className="sr-text">
          <Trans>Search in what is said</Trans>
        </label>
        <input
          id={searchId}
          type="search"
          className="control"
          placeholder={t`Search in what is said`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <p role="status" className={isSearching ? 'text-muted text-[0.94rem]' : 'sr-text'}>
          {isSearching && (count === 0 ? <Trans>Not said here</Trans> : <Plural value={count} one="# place" other="# places" />)}
        </p>
      </div>
      {isPending && <p className="text-muted">{t`Loading`}</p>}
      <ol
        ref={list}
        lang={track.language}
        className="transcript-lines"
        onWheel={touch}
        onPointerDown={touch}
        onTouchMove={touch}
        onKeyDown={touch}
      >
        {shown.map((index) => {
          const cue = cues[index];
          return (
            cue && (
              <li key={cue.start_ms}>
                <button
                  type="button"
                  data-index={index}
                  aria-current={index === current ? 'true' : undefined}
                  className="player-line"
                  onClick={() => player.seek(cue.start_ms / 1000)}
                >
                  <span className="text-muted tabular-nums">{formatPosition(cue.start_ms / 1000)}</span>
                  <Marked text={cue.text} wanted={wanted} />
                </button>
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  return (
    <span>
      {piecesOf(text, wanted).map((piece, index) => {
        const key = `${index} ${piece.text}`;
        return piece.isHit ? (
          <mark key={key} className="rounded-sm bg-[#f6e2ad] px-0.5 text-[#3a2604]">
            {piece.text}
          </mark>
        ) : (
          <span key={key}>{piece.text}</span>
        );
      })}
    </span>
  );
}

/** Keeps the current line in view, within its list alone, unless a hand was on the list a moment ago. Returns what tells of a hand. */
function useFollowing(list: RefObject<HTMLOListElement | null>, current: number, isOn: boolean) {
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const box = list.current;
    const line = box?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    if (!isOn || !box || !line || performance.now() - touchedAt.current < HANDS_OFF_MS) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const top = line.offsetTop - (box.clientHeight - line.offsetHeight) / 2;
    box.scrollTo({ top, behavior: isStill ? 'auto' : 'smooth' });
  }, [list, current, isOn]);
  return () => {
    touchedAt.current = performance.now();
  };
}
