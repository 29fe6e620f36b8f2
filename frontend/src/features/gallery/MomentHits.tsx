import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { type MomentRead, momentsQuery } from './queries';

const FIRST = 4;
const SECOND_MS = 1_000;

/** Where the searched words are said in films and sounds; each leads to that second. Nothing where they are not said. */
export function MomentHits({ words }: { words: string }) {
  const found = useQuery(momentsQuery(words)).data ?? [];
  const [isWhole, setWhole] = useState(false);
  if (found.length === 0) return null;
  const shown = isWhole ? found : found.slice(0, FIRST);
  const more = found.length - shown.length;
  return (
    <section aria-labelledby="moments" className="panel mb-6 p-4">
      <h3 id="moments" className="mb-2 flex items-center gap-2">
        <Icon name="video" />
        <Trans>Where these words are said</Trans>
      </h3>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {shown.map((moment) => (
          <li key={`${moment.media_id} ${moment.language} ${moment.start_ms}`}>
            <Moment moment={moment} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button kind="plain" onClick={() => setWhole(true)}>
          <Plural value={more} one="Show # more moment" other="Show # more moments" />
        </Button>
      )}
    </section>
  );
}

function Moment({ moment }: { moment: MomentRead }) {
  const title = pick(moment.title, useLocale());
  const second = Math.floor(moment.start_ms / SECOND_MS);
  return (
    <Link
      {...paths.showcaseItem(moment.slug)}
      search={{ file: moment.media_id, t: second }}
      className="hover:bg-sunken -mx-2 grid grid-cols-[auto_1fr] gap-x-3 rounded-[8px] px-2 py-2 no-underline"
    >
      <span className="text-link font-semibold tabular-nums">{clock(second)}</span>
      <span className="min-w-0">
        <span lang={moment.language} className="text-ink line-clamp-2 underline decoration-transparent">
          {moment.text}
        </span>
        <span lang={title.lang} className="text-muted line-clamp-1 text-sm">
          {title.text}
        </span>
      </span>
    </Link>
  );
}

function clock(second: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(second / 60);
  return minutes < 60 ? `${minutes}:${two(second % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(second % 60)}`;
}
