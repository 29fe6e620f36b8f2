import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { SlotProps } from '../../../lib/slots';
import { classes } from '../../../ui/classes';
import { Icon } from '../../../ui/Icon';
import { SaveDataOffer, SaveDataSwitch } from '../../../ui/SaveData';
import { styled } from '../player/styled';
import { Lightbox } from './Lightbox';
import { Figure, Shown } from './MediaGallery';
import { MediaThumbnail } from './MediaThumbnail';
import { Picture } from './Picture';
import type { ShownItem } from './shownItem';

/** One file large, the others to choose from below it. A reader may come in at one of them, and at one moment of it. */
export function MediaStage({ items, start }: SlotProps['MediaStage']) {
  const { t } = useLingui();
  const came = items.findIndex(({ mediaId }) => mediaId === start?.mediaId);
  const timed = items.findIndex(({ kind }) => kind === 'video' || kind === 'audio');
  const at = came >= 0 ? came : start?.seconds !== undefined ? Math.max(0, timed) : 0;
  const entrance = `${start?.mediaId} ${start?.seconds}`;
  const [selected, setSelected] = useState({ index: at, entrance });
  const [open, setOpen] = useState<number | null>(null);
  // Another address of the same page names another file.
  const index = selected.entrance === entrance ? selected.index : at;
  const item = items[index] ?? items[0];
  if (item === undefined) return null;
  const pictures = items.filter(({ kind }) => kind === 'image');
  return (
    <section aria-label={t`Photos, films and documents`} className="grid gap-3">
      <SaveDataOffer />
      <Figure caption={item.kind === 'document' ? null : item.caption}>
        {item.kind === 'image' ? (
          <LargePicture key={item.mediaId} item={item} onOpen={() => setOpen(pictures.indexOf(item))} />
        ) : (
          <Shown key={item.mediaId} item={item} startAt={index === at ? start?.seconds : undefined} />
        )}
      </Figure>
      {items.length > 1 && (
        <ul className="no-print flex gap-2.5 overflow-x-auto p-1">
          {items.map((each, place) => (
            <li key={each.mediaId}>
              <Choice item={each} number={place + 1} isSelected={each === item} onSelect={() => setSelected({ index: place, entrance })} />
            </li>
          ))}
        </ul>
      )}
      <div className="no-print text-muted text-[0.94rem]">
        <SaveDataSwitch />
      </div>
      <Lightbox pictures={pictures} index={open} onIndex={setOpen} />
    </section>
  );
}

function LargePicture({ item, onOpen }: { item: ShownItem; onOpen: () => void }) {
  const { t } = useLingui();
  const name = item.altText || item.caption || item.fileName;
  const { width, height } = item.facts ?? {};
  return (
    <button
      type="button"
      aria-label={t`Enlarge: ${name}`}
      className="stage-picture"
      ref={styled({ '--shape': width && height ? `${width} / ${height}` : '4 / 3' })}
      onClick={onOpen}
    >
      <Picture item={item} sizes="(min-width: 64rem) 48rem, 100vw" fit="cover" eager />
    </button>
  );
}

interface ChoiceProps {
  item: ShownItem;
  number: number;
  isSelected: boolean;
  onSelect: () => void;
}

function Choice({ item, number, isSelected, onSelect }: ChoiceProps) {
  const { t } = useLingui();
  const kinds = { image: t`Photo`, video: t`Film`, audio: t`Sound`, document: t`Document` };
  const name = `${number}. ${item.caption || kinds[item.kind]}`;
  const hasPicture = item.kind !== 'audio' && (item.pictures === undefined || item.pictures.length > 0);
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      aria-label={name}
      title={name}
      onClick={onSelect}
      className={classes(
        'bg-brand text-on-brand relative grid h-20 w-28 place-items-center overflow-hidden rounded-lg border-[3px] bg-clip-padding',
        isSelected ? 'border-link' : 'border-transparent opacity-80 hover:opacity-100',
      )}
    >
      {hasPicture ? (
        <span className="absolute inset-0">
          <MediaThumbnail item={{ ...item, altText: '' }} />
        </span>
      ) : (
        <Icon name={item.kind} size={26} />
      )}
      {hasPicture && item.kind !== 'image' && (
        <span className="absolute bottom-1 left-1 rounded-full bg-black/75 p-1 text-white">
          <Icon name={item.kind} size={14} />
        </span>
      )}
    </button>
  );
}
