import { Trans, useLingui } from '@lingui/react/macro';
import { DateTime, Deadline } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import type { Initiative } from './queries';
import { reasonNames } from './words';

const TONES = { accept: 'ok', return: 'warn', refuse: 'bad' } as const;

/** What screening said, with its reasons, in its own words. */
export function Decisions({ decisions }: { decisions: Initiative['decisions'] }) {
  const { i18n } = useLingui();
  return (
    <div className="grid gap-4">
      {decisions.map((decision) => (
        <Notice
          key={decision.revision_number}
          tone={TONES[decision.outcome]}
          title={
            <>
              {decision.outcome === 'accept' && <Trans>Found eligible</Trans>}
              {decision.outcome === 'return' && <Trans>Returned for changes</Trans>}
              {decision.outcome === 'refuse' && <Trans>Found not eligible</Trans>}
              {' · '}
              <DateTime value={decision.decided_at} />
            </>
          }
        >
          {decision.reason_codes.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {decision.reason_codes.map((code) => (
                <li key={code}>{i18n._(reasonNames[code])}</li>
              ))}
            </ul>
          )}
          {decision.reason && <p className="mt-1 max-w-[68ch] whitespace-pre-line">{decision.reason}</p>}
          {decision.resubmit_until && (
            <p className="mt-1">
              <Trans>
                Please hand it in again by <Deadline value={decision.resubmit_until} />
              </Trans>
            </p>
          )}
        </Notice>
      ))}
    </div>
  );
}
