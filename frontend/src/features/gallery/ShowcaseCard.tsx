import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../../lib/paths';
import { Chip } from '../../ui/Badge';
import { Icon } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import { Card } from '../../ui/Panel';
import { KIND_ICONS, KIND_NAMES, mostTelling } from './kindNames';
import { Picture } from './Picture';
import type { PublicationCard } from './queries';

interface ShowcaseCardProps {
  card: PublicationCard;
  /** Near the top of the page: its picture is fetched at once. */
  eager?: boolean;
  onOpen?: () => void;
}

/** One initiative in a grid: its picture, what there is to see, its award, its title. */
export function ShowcaseCard({ card, eager = false, onOpen }: ShowcaseCardProps) {
  const { i18n } = useLingui();
  const kind = mostTelling(card.media_kinds);
  return (
    <Card className="h-full">
      <div className="bg-brand relative isolate aspect-[4/3] overflow-hidden">
        {card.cover === null ? (
          <span aria-hidden="true" className="motif absolute inset-0 grid place-items-center">
            <span className="star-mark opacity-80" />
          </span>
        ) : (
          <Picture
            file={card.cover}
            alt=""
            eager={eager}
            sizes="(min-width: 64rem) 19rem, (min-width: 40rem) 45vw, 92vw"
            className="h-full w-full object-cover"
          />
        )}
        {kind !== undefined && (
          <span className="absolute top-2.5 left-2.5">
            <Chip icon={KIND_ICONS[kind]}>{i18n._(KIND_NAMES[kind])}</Chip>
          </span>
        )}
      </div>
      <div className="flex flex-1 flex-col gap-1.5 p-4">
        {card.award !== null && (
          <p className="text-gold-text flex items-start gap-1.5 text-[0.9rem] leading-snug font-semibold">
            <span className="mt-0.5">
              <Icon name="award" size={16} />
            </span>
            <Local text={card.award} />
          </p>
        )}
        <h3 className="line-clamp-4">
          <Link {...paths.showcaseItem(card.slug)} id={cardId(card.slug)} className="card-link" {...(onOpen && { onClick: onOpen })}>
            {card.found_title === null ? <Local text={card.title} /> : <Found pieces={card.found_title} />}
          </Link>
        </h3>
        {card.found_text?.some((piece) => piece.is_match) && (
          <p lang="vi" className="text-muted line-clamp-3 text-[0.94rem]">
            <Found pieces={card.found_text} />
          </p>
        )}
        <p className="text-muted mt-auto pt-1 text-[0.94rem]">
          <Local text={card.unit} /> · {card.year}
        </p>
      </div>
    </Card>
  );
}

/** The id of a card's link, by which the focus finds its way back. */
export function cardId(slug: string): string {
  return `showcase-${slug}`;
}

/** An award, in gold as nothing else is. */
export function AwardChip({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 rounded-2xl bg-[#f6e2ad] px-3 py-0.5 leading-snug text-[0.9rem] font-semibold text-[#5a3c08] shadow-sm">
      <Icon name="award" size={15} />
      <span className="min-w-0 text-balance">{children}</span>
    </span>
  );
}

function Found({ pieces }: { pieces: NonNullable<PublicationCard['found_title']> }) {
  return pieces.map((piece, index) => {
    const key = `${index} ${piece.text}`;
    return piece.is_match ? (
      <mark key={key} className="rounded-sm bg-[#f6e2ad] px-0.5 text-[#3a2604]">
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    );
  });
}
