import { Trans } from '@lingui/react/macro';
import { classes } from '../../../ui/classes';
import { Notice } from '../../../ui/Notice';
import type { TrackDesk } from './server';
import type { useFilm } from './useFilm';

interface FilmProps {
  desk: TrackDesk;
  watch: ReturnType<typeof useFilm>['watch'];
  isBroken: boolean;
  /** What is shown over the film, as viewers will see it. */
  words: string;
  language: string;
}

/** The film or sound that is captioned, with the words over it. */
export function Film({ desk, watch, isBroken, words, language }: FilmProps) {
  const address = (name: string) => `/api/v1/media/${desk.media_id}/files/${name}`;
  const isFilm = desk.kind === 'video';
  if (isBroken) {
    return (
      <Notice tone="warn">
        <Trans>The film cannot be played here at the moment. You can go on writing; please reload the page later.</Trans>
      </Notice>
    );
  }
  return (
    <div className={classes('relative overflow-hidden rounded-[14px]', isFilm ? 'bg-black' : 'bg-sunken grid gap-3 p-4')}>
      {isFilm ? (
        <video
          {...watch}
          className="mx-auto block max-h-[34dvh] w-full lg:max-h-[62dvh]"
          src={address('play.mp4')}
          poster={address('w640.webp')}
          controls
          controlsList="nofullscreen nodownload"
          playsInline
          preload="metadata"
          aria-label={desk.file_name}
        />
      ) : (
        <audio {...watch} className="w-full" src={address('play.m4a')} controls preload="metadata" aria-label={desk.file_name} />
      )}
      <p
        lang={language}
        data-shown={words === '' ? undefined : true}
        className={classes(
          'pointer-events-none text-center whitespace-pre-line',
          isFilm ? 'absolute inset-x-3 bottom-14 grid justify-items-center' : 'min-h-[3.5em] px-2 text-lg',
        )}
      >
        {words !== '' && (
          <span
            className={classes(
              isFilm && 'rounded-md bg-black/80 px-2.5 py-1 text-[clamp(0.9rem,0.7rem+0.9vw,1.15rem)] leading-snug text-white',
            )}
          >
            {words}
          </span>
        )}
      </p>
    </div>
  );
}
