import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Loaded } from '../../../api/Loaded';
import { useLocale } from '../../../lib/i18n';
import { paths } from '../../../lib/paths';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { PageHeading } from '../../../ui/PageHeading';
import { Tabs } from '../../../ui/Tabs';
import type { PlainCue } from './cues';
import { Film } from './Film';
import { HeldTrack } from './HeldTrack';
import { KeyList } from './KeyList';
import { actOf, areKeysOn, type KeyAct, keepKeysOn } from './keys';
import { LanguageChoice } from './LanguageChoice';
import { deskQuery, type TrackDesk, type TrackKind, type TrackName, trackQuery } from './server';
import { TrackEditor } from './TrackEditor';
import { useFilm, useHeardText } from './useFilm';

const route = getRouteApi('/files/$mediaId/captions');

/** Captions and chapters of one film or sound: the film on one side, the words on the other. */
export function CaptionsPage() {
  const { t } = useLingui();
  const { mediaId } = route.useParams();
  const desk = useQuery(deskQuery(mediaId));
  return (
    <Page>
      <PageHeading title={t`Captions and chapters`} above={<Back />} lead={desk.data?.file_name} />
      <Loaded query={desk}>{(found) => <Panel desk={found} />}</Loaded>
    </Page>
  );
}

function Back() {
  const router = useRouter();
  const words = (
    <>
      <Icon name="arrowLeft" />
      <Trans>Back</Trans>
    </>
  );
  if (!router.history.canGoBack()) return <Link {...paths.showcase()}>{words}</Link>;
  return (
    <button type="button" className="btn btn-plain px-0" onClick={() => router.history.back()}>
      {words}
    </button>
  );
}

/** Where keys mean something: the film and the words, nothing else on the page. */
function Panel({ desk }: { desk: TrackDesk }) {
  const { t } = useLingui();
  const locale = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { film, watch, isBroken } = useFilm();
  const [shown, setShown] = useState<readonly PlainCue[]>([]);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const [areOn, setOn] = useState(areKeysOn);
  const [isListOpen, setListOpen] = useState(false);
  const keys = useRef<((act: KeyAct) => boolean) | null>(null);
  const kind: TrackKind = search.kind ?? 'captions';
  const written = desk.tracks.filter((track) => track.kind === kind).map(({ language }) => language);
  // Kept, so that what a colleague adds meanwhile changes no language under the writer's hands.
  const [usual] = useState(written[0] ?? locale);
  const language = search.language ?? usual;
  const name: TrackName = { mediaId: desk.media_id, kind, language };
  const choose = (next: { kind?: TrackKind; language?: string }) =>
    void navigate({ search: { kind, language, ...next }, replace: true, resetScroll: false });
  const onKeyDown = (event: KeyboardEvent) => {
    const act = areOn ? actOf(event) : null;
    if (act === null) return;
    if (act === 'list') setListOpen(true);
    else if (!keys.current?.(act)) return;
    event.preventDefault();
  };
  const words = useHeardText(film, kind === 'captions' ? shown : []);
  const content = <OneTrack key={`${kind} ${language}`} name={name} desk={desk} film={film} bar={bar} keys={keys} onShow={setShown} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are a second way; every act has its button
    <div className="grid items-start gap-6 lg:grid-cols-2" onKeyDown={onKeyDown}>
      <div className="bg-paper sticky top-0 z-10 -mx-4 grid gap-2 px-4 pt-1 pb-2 sm:mx-0 sm:px-0 lg:top-4">
        <Film desk={desk} watch={watch} isBroken={isBroken} words={words} language={language} />
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <div ref={setBar} />
          <span className="hidden lg:block">
            <Button kind="plain" icon="help" onClick={() => setListOpen(true)}>
              <Trans>Keyboard shortcuts</Trans>
            </Button>
          </span>
        </div>
      </div>
      <div className="min-w-0">
        {desk.is_held && <Held />}
        <div className="mb-4">
          <LanguageChoice chosen={language} written={written} onChoose={(next) => choose({ language: next })} />
        </div>
        <Tabs
          label={t`What to write`}
          selected={kind}
          onSelect={(key) => choose({ kind: key === 'chapters' ? 'chapters' : 'captions' })}
          tabs={[
            { key: 'captions', label: t`Captions`, content },
            { key: 'chapters', label: t`Chapters`, content },
          ]}
        />
      </div>
      <KeyList
        isOpen={isListOpen}
        areOn={areOn}
        onTurn={(isOn) => {
          keepKeysOn(isOn);
          setOn(isOn);
        }}
        onClose={() => setListOpen(false)}
      />
    </div>
  );
}

function Held(): ReactNode {
  const { t } = useLingui();
  return (
    <div className="mb-4">
      <Notice tone="info" title={t`Only to read at the moment`}>
        <Trans>An initiative with this file was handed in. Until it is decided, the file stays as the judges got it.</Trans>
      </Notice>
    </div>
  );
}

interface OneTrackProps {
  name: TrackName;
  desk: TrackDesk;
  film: HTMLMediaElement | null;
  bar: HTMLElement | null;
  keys: React.RefObject<((act: KeyAct) => boolean) | null>;
  onShow: (cues: readonly PlainCue[]) => void;
}

function OneTrack({ name, desk, film, bar, keys, onShow }: OneTrackProps) {
  const isThere = desk.tracks.some(({ kind, language }) => kind === name.kind && language === name.language);
  const query = useQuery(trackQuery(name, isThere));
  const clear = useCallback(() => onShow([]), [onShow]);
  useEffect(() => clear, [clear]);
  return (
    <Loaded query={query}>
      {(known) =>
        desk.is_held ? (
          <HeldTrack name={name} cues={known.cues} film={film} onShow={onShow} />
        ) : (
          <TrackEditor name={name} known={known} duration={desk.duration_ms} film={film} bar={bar} keys={keys} onShow={onShow} />
        )
      }
    </Loaded>
  );
}
