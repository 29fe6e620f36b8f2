import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { classes } from '../../ui/classes';
import { Icon } from '../../ui/Icon';
import { KIND_ICONS, KIND_NAMES } from './kindNames';
import { Paper } from './Paper';
import { Picture } from './Picture';
import { fileHref, type StoryMedia } from './queries';
import { Waveform } from './Waveform';

/** What there is to see and hear: one file large, the others to choose from below. */
export function Stage({ files }: { files: readonly StoryMedia[] }) {
  const { t } = useLingui();
  const [selected, setSelected] = useState(0);
  const file = files[selected] ?? files[0];
  if (file === undefined) return null;
  return (
    <section aria-label={t`Photos, films and documents`} className="grid gap-3">
      <figure className="grid gap-2">
        <Shown key={file.media_id} file={file} />
        {file.caption !== '' && (
          <figcaption lang="vi" className="text-muted text-[0.94rem]">
            {file.caption}
          </figcaption>
        )}
      </figure>
      {files.length > 1 && (
        <ul className="no-print flex gap-2.5 overflow-x-auto p-1">
          {files.map((each, index) => (
            <li key={each.media_id}>
              <Choice file={each} number={index + 1} isSelected={each === file} onSelect={() => setSelected(index)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Shown({ file }: { file: StoryMedia }) {
  if (file.kind === 'video') return <Film file={file} />;
  if (file.kind === 'audio') return <Sound file={file} />;
  if (file.kind === 'document') return <Paper file={file} />;
  return (
    <div className="panel bg-sunken grid place-items-center overflow-hidden">
      <Picture
        file={file}
        alt={file.alt || file.caption}
        eager
        sizes="(min-width: 64rem) 48rem, 100vw"
        className="max-h-[70vh] w-auto max-w-full object-contain"
      />
    </div>
  );
}

function posterOf(file: StoryMedia): string | undefined {
  const pictures = file.pictures.filter((picture) => picture.content_type === 'image/webp');
  const largest = pictures[pictures.length - 1];
  return largest && fileHref(file.media_id, largest.name);
}

function Film({ file }: { file: StoryMedia }) {
  const poster = posterOf(file);
  if (file.playable === null) return <Picture file={file} alt={file.alt} eager sizes="100vw" className="w-full rounded-xl" />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: units hand films in without caption files; the story tells what they show
    <video
      controls
      playsInline
      preload="metadata"
      poster={poster}
      aria-label={file.alt || file.caption || undefined}
      className="aspect-video w-full rounded-xl bg-black"
      src={fileHref(file.media_id, file.playable)}
    />
  );
}

function Sound({ file }: { file: StoryMedia }) {
  return (
    <div className="panel bg-brand text-on-brand grid gap-3 p-5">
      {file.waveform !== null && <Waveform peaks={file.waveform} />}
      {file.playable !== null && (
        // biome-ignore lint/a11y/useMediaCaption: as for films
        <audio
          controls
          preload="metadata"
          aria-label={file.alt || file.caption || undefined}
          className="w-full"
          src={fileHref(file.media_id, file.playable)}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  file: StoryMedia;
  number: number;
  isSelected: boolean;
  onSelect: () => void;
}

function Choice({ file, number, isSelected, onSelect }: ChoiceProps) {
  const { i18n } = useLingui();
  const name = `${number}. ${file.caption || i18n._(KIND_NAMES[file.kind])}`;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      aria-label={name}
      title={name}
      onClick={onSelect}
      className={classes(
        'bg-brand text-on-brand relative grid h-20 w-28 place-items-center overflow-hidden rounded-lg border-[3px]',
        isSelected ? 'border-gold' : 'border-transparent opacity-80 hover:opacity-100',
      )}
    >
      {file.pictures.length > 0 ? (
        <Picture file={file} alt="" sizes="7rem" className="h-full w-full object-cover" />
      ) : (
        <Icon name={KIND_ICONS[file.kind]} size={26} />
      )}
      {file.pictures.length > 0 && file.kind !== 'image' && (
        <span className="absolute bottom-1 left-1 rounded-full bg-black/75 p-1 text-white">
          <Icon name={KIND_ICONS[file.kind]} size={14} />
        </span>
      )}
    </button>
  );
}
