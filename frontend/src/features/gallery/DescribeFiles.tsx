import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { TextField } from '../../ui/TextField';
import { KIND_ICONS, KIND_NAMES } from './kindNames';
import { describeFile, fileHref, type PublicationFile, type PublicationRead, publicationFilesQuery } from './queries';

/** Words for the files, by the unit and by editors: what waits for them is told first, the rest is there to be mended. */
export function DescribeFiles({ publication }: { publication: PublicationRead }) {
  const mayDescribe = publication.open_actions.includes('describe');
  const files = useQuery({ ...publicationFilesQuery(publication.id), enabled: mayDescribe }).data;
  if (!mayDescribe || files === undefined || files.length === 0) return null;
  const waiting = files.filter((file) => file.waits).length;
  return (
    <section className="no-print grid gap-3">
      {waiting > 0 && (
        <Notice
          tone="warn"
          title={<Plural value={waiting} one="# photo waits for a description" other="# photos wait for a description" />}
        >
          <Trans>It is shown as soon as somebody has said, for those who cannot see it, what can be seen.</Trans>
        </Notice>
      )}
      <details className="panel p-4" open={waiting > 0}>
        <summary className="min-h-6 cursor-pointer font-semibold">
          <Trans>Descriptions of the files ({files.length})</Trans>
        </summary>
        <ul className="mt-4 grid gap-5">
          {files.map((file, index) => (
            <li key={file.media_id} className="border-line border-t pt-5">
              <Words publication={publication} file={file} number={index + 1} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

interface WordsProps {
  publication: PublicationRead;
  file: PublicationFile;
  number: number;
}

function Words({ publication, file, number }: WordsProps) {
  const { t, i18n } = useLingui();
  const [altText, setAltText] = useState(file.alt_text);
  const [caption, setCaption] = useState(file.caption);
  const saving = useMutation(describeFile(useQueryClient(), publication.id));
  const isChanged = altText !== file.alt_text || caption !== file.caption;
  const kind = file.kind ?? 'document';
  const name = `${number}. ${i18n._(KIND_NAMES[kind])}`;
  return (
    <form
      aria-label={name}
      className="grid gap-4 sm:grid-cols-[9rem_minmax(0,1fr)]"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate({ mediaId: file.media_id, body: { alt_text: altText, caption, version: file.version } });
      }}
    >
      <Thumbnail file={file} />
      <div className="grid min-w-0 gap-3">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {file.waits && (
            <Badge tone="warn">
              <Trans>Not shown yet</Trans>
            </Badge>
          )}
        </p>
        <TextField
          name={`alt-${file.media_id}`}
          label={kind === 'image' ? t`What can be seen` : t`What it is about`}
          hint={t`People who cannot see it hear this.`}
          optional={kind !== 'image'}
          required={kind === 'image'}
          maxLength={300}
          lang="vi"
          value={altText}
          onChange={(event) => setAltText(event.target.value)}
        />
        <TextField
          name={`caption-${file.media_id}`}
          label={t`Caption`}
          optional
          maxLength={300}
          lang="vi"
          value={caption}
          onChange={(event) => setCaption(event.target.value)}
        />
        {saving.isError && <ProblemPanel problem={saving.error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={saving.isPending} disabled={!isChanged}>
            <Trans>Save the words</Trans>
          </Button>
          {(kind === 'video' || kind === 'audio') && (
            <Link {...paths.captions(file.media_id)} className="inline-flex min-h-11 items-center">
              <Trans>Captions</Trans>
            </Link>
          )}
          <span role="status" className="text-muted">
            {saving.isSuccess && !isChanged && t`Saved`}
          </span>
        </div>
      </div>
    </form>
  );
}

function Thumbnail({ file }: { file: PublicationFile }) {
  const smallest = file.pictures.find((picture) => picture.content_type === 'image/webp') ?? file.pictures[0];
  return (
    <div className="bg-sunken grid aspect-[4/3] w-36 place-items-center overflow-hidden rounded-lg">
      {smallest === undefined ? (
        <Icon name={KIND_ICONS[file.kind ?? 'document']} size={28} />
      ) : (
        <img src={fileHref(file.media_id, smallest.name)} alt="" loading="lazy" className="h-full w-full object-cover" />
      )}
    </div>
  );
}
