import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../../api/Loaded';
import { ApiProblem } from '../../api/problem';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { usePageTitle } from '../../lib/pageTitle';
import { paths } from '../../lib/paths';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { DescribeFiles } from './DescribeFiles';
import { TakeDown } from './EditorPanel';
import { Figures } from './Figures';
import { type PublicationCard, type PublicationRead, publicationQuery, relatedQuery } from './queries';
import { ShareButton } from './ShareButton';
import { AwardChip, ShowcaseCard } from './ShowcaseCard';
import { Stage } from './Stage';
import { Story } from './Story';
import { leadFigures } from './storyBlocks';

const route = getRouteApi('/showcase/$slug');

/** One initiative: what there is to see, what came of it, how it was done, by whom, and where to go next. */
export function ShowcaseItemPage() {
  const { slug } = route.useParams();
  const query = useQuery(publicationQuery(slug));
  const isGone = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <Page>
      <p className="no-print -mt-3 mb-2">
        <Link {...paths.showcase()} className="inline-flex min-h-11 items-center gap-2">
          <Icon name="arrowLeft" />
          <Trans>All initiatives</Trans>
        </Link>
      </p>
      {isGone ? <Gone /> : <Loaded query={query}>{(publication) => <Whole publication={publication} />}</Loaded>}
    </Page>
  );
}

function Gone() {
  const { t } = useLingui();
  usePageTitle(t`Not in the showcase`);
  return (
    <>
      <h1 className="sr-text">{t`Not in the showcase`}</h1>
      <EmptyState
        title={t`This initiative is not in the showcase`}
        action={
          <Link {...paths.showcase()} className={buttonClass('primary')}>
            <Trans>See all initiatives</Trans>
          </Link>
        }
      >
        <Trans>The address may be wrong, or the initiative has been taken down.</Trans>
      </EmptyState>
    </>
  );
}

function Whole({ publication }: { publication: PublicationRead }) {
  const title = pick(publication.title, useLocale());
  usePageTitle(title.text);
  const lead = leadFigures(publication.story.sections);
  const moment = route.useSearch();
  return (
    <article>
      <header className="mb-6 max-w-[60rem]">
        {publication.award !== null && (
          <div className="mb-3 flex">
            <AwardChip>
              <Local text={publication.award} />
            </AwardChip>
          </div>
        )}
        <h1 lang={title.lang}>{title.text}</h1>
        <p className="text-muted mt-2 text-lg">
          <Local text={publication.unit} /> · <Local text={publication.category} /> · {publication.year}
        </p>
      </header>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 gap-8">
          <Stage files={publication.story.media} start={{ mediaId: moment.file, seconds: moment.t }} />
          {publication.summary !== '' && (
            <p lang="vi" className="border-gold font-display max-w-[60ch] border-s-[3px] ps-4 text-[1.3rem] leading-snug">
              {publication.summary}
            </p>
          )}
          {lead && <Figures name={lead.name} fields={lead.fields} />}
          <Story sections={publication.story.sections} />
          <DescribeFiles publication={publication} />
        </div>
        <Aside publication={publication} title={title.text} />
      </div>
      <Related slug={publication.slug} />
    </article>
  );
}

function Aside({ publication, title }: { publication: PublicationRead; title: string }) {
  return (
    <aside className="panel grid gap-5 p-5 lg:sticky lg:top-24">
      <Fact name={<Trans>Authors</Trans>}>
        <ul className="grid gap-1">
          {publication.story.authors.map((author) => (
            <li key={author.full_name}>
              <span className="font-semibold">{author.full_name}</span>
              {author.unit_name !== null && (
                <span className="text-muted block text-[0.94rem]">
                  <Local text={author.unit_name} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name={<Trans>Call</Trans>}>
        <Local text={publication.campaign} />
      </Fact>
      <Fact name={<Trans>Published</Trans>}>
        <DateTime value={publication.published_at} />
      </Fact>
      <div className="no-print flex flex-wrap gap-3">
        <ShareButton title={title} />
        <TakeDown publication={publication} />
      </div>
    </aside>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h2 className="text-muted mb-1 font-sans text-[0.94rem] font-semibold">{name}</h2>
      {children}
    </div>
  );
}

/** Where to go next; headings without anything below them do not appear. */
function Related({ slug }: { slug: string }) {
  const related = useQuery(relatedQuery(slug)).data;
  if (related === undefined) return null;
  return (
    <div className="no-print">
      <Row title={<Trans>In the same category</Trans>} cards={related.same_category} />
      <Row title={<Trans>From the same unit</Trans>} cards={related.same_unit} />
    </div>
  );
}

function Row({ title, cards }: { title: ReactNode; cards: readonly PublicationCard[] }) {
  if (cards.length === 0) return null;
  return (
    <section className="border-line mt-10 border-t pt-6">
      <h2 className="mb-4">{title}</h2>
      <ul className="card-grid">
        {cards.map((card) => (
          <li key={card.id}>
            <ShowcaseCard card={card} />
          </li>
        ))}
      </ul>
    </section>
  );
}
