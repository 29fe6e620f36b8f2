import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../../api/Loaded';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import { paths } from '../../../lib/paths';
import type { SlotProps } from '../../../lib/slots';
import { Badge } from '../../../ui/Badge';
import { buttonClass } from '../../../ui/Button';
import { DateTime } from '../../../ui/DateTime';
import { Icon } from '../../../ui/Icon';
import { Local } from '../../../ui/Local';
import { Panel } from '../../../ui/Panel';
import { MediaThumbnail } from '../gallery/MediaThumbnail';
import { type Elsewhere, entryLookalikesQuery, type FileAlike } from './lookalikeQueries';
import { entryStates, likenessNames } from './lookalikeWords';

/** Files of an entry that are like files of others, side by side. Nothing follows from it by itself: the screener looks and decides. */
export function Lookalikes({ initiativeId, mediaIds }: SlotProps['Lookalikes']) {
  const query = useQuery(entryLookalikesQuery(initiativeId));
  const ofInterest = (file: FileAlike) => mediaIds === undefined || mediaIds.includes(file.media_id);
  return (
    <Panel title={<Trans>Similar files in other entries</Trans>}>
      <Loaded query={query}>
        {(files) => {
          const shown = files.filter(ofInterest);
          if (shown.length === 0)
            return (
              <p className="text-muted">
                <Trans>No file of this entry is like one of another entry, in this season or an earlier one.</Trans>
              </p>
            );
          return (
            <div className="grid gap-6">
              <p className="text-muted max-w-[68ch]">
                <Trans>Compared with all calls. A likeness is a reason to look, not a verdict.</Trans>
              </p>
              {shown.map((file) => (
                <OneFile key={file.media_id} file={file} />
              ))}
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function OneFile({ file }: { file: FileAlike }) {
  const { t } = useLingui();
  const name = file.file_name;
  return (
    <section aria-label={t`Like ${name}`}>
      <h3 className="mb-2 text-[1.05rem] break-all">{name}</h3>
      <ul className="grid gap-3">
        {file.elsewhere.map((other) => (
          <li key={`${other.initiative_id} ${other.media_id}`} className="border-line rounded-xl border p-3">
            <Pair file={file} other={other} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Pair({ file, other }: { file: FileAlike; other: Elsewhere }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const percent = formatPercent(other.percent / 100, locale);
  const likeness = i18n._(likenessNames[other.likeness]);
  return (
    <div className="grid gap-4 sm:grid-cols-[auto_1fr]">
      <div className="flex gap-2">
        <Thumb mediaId={file.media_id} kind={file.kind} caption={t`This entry`} />
        {other.can_view ? (
          <Thumb mediaId={other.media_id} kind={other.kind ?? file.kind} caption={t`The other`} />
        ) : (
          <Unseen caption={t`The other`} />
        )}
      </div>
      <div className="grid min-w-0 content-start gap-1">
        <div className="flex flex-wrap gap-2">
          <Badge tone={other.likeness === 'same_bytes' ? 'warn' : 'info'} icon={other.likeness === 'same_bytes' ? 'copy' : 'eye'}>
            {other.likeness === 'same_bytes' ? likeness : t`${likeness}, ${percent}`}
          </Badge>
          <Badge>{i18n._(entryStates[other.state])}</Badge>
        </div>
        <p className="font-semibold">{other.title}</p>
        <p className="text-muted text-[0.94rem]">
          {other.code} · <Local text={other.unit_name} /> · <Local text={other.campaign_name} />
          {other.submitted_at !== null && (
            <>
              {' · '}
              <DateTime value={other.submitted_at} />
            </>
          )}
        </p>
        {other.can_open ? (
          <p>
            <Link {...paths.screeningItem(other.initiative_id)} className={buttonClass('plain')}>
              <Trans>Open that entry</Trans>
            </Link>
          </p>
        ) : (
          <p className="text-muted text-sm">
            <Trans>You do not screen that call, so the entry itself does not open.</Trans>
          </p>
        )}
      </div>
    </div>
  );
}

function Thumb({ mediaId, kind, caption }: { mediaId: string; kind: FileAlike['kind']; caption: string }) {
  return (
    <figure className="w-32 sm:w-40">
      <span className="bg-sunken block aspect-4/3 overflow-hidden rounded-lg">
        <MediaThumbnail item={{ mediaId, kind, fileName: caption, altText: '' }} />
      </span>
      <figcaption className="text-muted mt-1 text-sm">{caption}</figcaption>
    </figure>
  );
}

function Unseen({ caption }: { caption: string }) {
  return (
    <figure className="w-32 sm:w-40">
      <span className="bg-sunken text-muted grid aspect-4/3 place-items-center rounded-lg">
        <Icon name="lock" size={26} />
      </span>
      <figcaption className="text-muted mt-1 text-sm">{caption}</figcaption>
    </figure>
  );
}
