import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { paths } from '../../../lib/paths';
import { buttonClass } from '../../../ui/Button';
import type { MediaRead } from '../queries';

/** The way from a film or sound that is ready to its captions and chapters. */
export function CaptionsLink({ media }: { media: MediaRead }) {
  if (media.state !== 'ready' || (media.kind !== 'video' && media.kind !== 'audio')) return null;
  return (
    <Link {...paths.captions(media.id)} className={buttonClass('plain', '-ml-2 justify-start text-left')}>
      <Trans>Edit captions and chapters</Trans>
      <span className="sr-text">{media.file_name}</span>
    </Link>
  );
}
