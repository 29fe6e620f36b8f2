import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { paths } from '../../lib/paths';
import { Notice } from '../../ui/Notice';
import type { Attachment, Initiative } from './queries';

const ON_THEIR_WAY = new Set<Attachment['state']>(['received', 'processing']);

/** Pictures for the public that nobody has described yet: no reason to wait with handing in, but a kind word before it is forgotten. */
export function WithoutWords({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const waiting = initiative.attachments.filter((file) => file.kind === 'image' && !file.confidential && file.alt_text.trim() === '');
  if (waiting.length === 0) return null;
  return (
    <Notice title={t`${plural(waiting.length, { one: '# picture has no description yet', other: '# pictures have no description yet' })}`}>
      <p>
        <Trans>You can hand in without. People who cannot see the pictures need it, so it must be there before they are published.</Trans>
      </p>
      <ul className="mt-1">
        {waiting.map((file) => (
          <li key={file.media_id} className="break-all">
            <Described initiative={initiative} file={file} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Described({ initiative, file }: { initiative: Initiative; file: Attachment }) {
  const section = (initiative.form.sections ?? []).find(({ fields }) => (fields ?? []).some(({ key }) => key === file.field_key));
  if (section === undefined) return file.file_name;
  return <Link {...paths.initiativeSection(initiative.id, section.key)}>{file.file_name}</Link>;
}

/** Says that files which are still being prepared keep nobody from handing in. */
export function StillPrepared({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const number = initiative.attachments.filter(({ state }) => ON_THEIR_WAY.has(state)).length;
  if (number === 0) return null;
  return (
    <Notice title={t`${plural(number, { one: '# file is still being prepared', other: '# files are still being prepared' })}`}>
      <Trans>Every byte of it has arrived, so you need not wait: the preparing goes on by itself after you have handed in.</Trans>
    </Notice>
  );
}
