import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatPercent } from '../../../lib/numbers';
import { formatBytes } from '../../../lib/sizes';
import { Button } from '../../../ui/Button';
import type { Entry } from '../upload/UploadList';
import { uploads, useUploadView } from '../uploads';
import { usePace, useUploadSentence } from '../words';
import { Row } from './Row';

/** A file on its way, with what can be done about it. */
export function UploadRow({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const locale = useLocale();
  const view = useUploadView(entry.upload);
  const sentence = useUploadSentence(view);
  const pace = usePace(view);
  const { name } = entry.upload.file;
  const sent = formatBytes(view.sentBytes, locale);
  const size = formatBytes(view.sizeBytes, locale);
  const resumed = formatBytes(view.resumedBytes, locale);
  const share = view.sizeBytes === 0 ? 1 : view.sentBytes / view.sizeBytes;
  const isResumed = view.resumedBytes > 0 && view.state === 'sending';
  return (
    <Row
      name={name}
      facts={[t`${sent} of ${size}`, pace].filter(Boolean).join(' · ')}
      state={isResumed ? t`Uploading, continued from ${resumed}` : sentence}
      isBad={view.state === 'failed'}
      progress={
        view.state !== 'failed' && (
          <progress
            className="progress"
            aria-label={name}
            aria-valuetext={formatPercent(share, locale)}
            value={view.sentBytes}
            max={Math.max(1, view.sizeBytes)}
          />
        )
      }
      actions={<Actions entry={entry} state={view.state} name={name} />}
    />
  );
}

const CAN_PAUSE = new Set(['waiting', 'preparing', 'sending', 'retrying', 'offline']);

function Actions({ entry, state, name }: { entry: Entry; state: string; name: string }) {
  const { t } = useLingui();
  if (state === 'finishing' || state === 'arrived') return null;
  return (
    <>
      {CAN_PAUSE.has(state) && (
        <Button kind="plain" aria-label={t`Pause ${name}`} onClick={() => uploads.pause(entry.key)}>
          {t`Pause`}
        </Button>
      )}
      {state === 'paused' && (
        <Button kind="plain" aria-label={t`Continue ${name}`} onClick={() => uploads.resume(entry.key)}>
          {t`Continue`}
        </Button>
      )}
      {state === 'failed' && (
        <Button kind="plain" aria-label={t`Try again: ${name}`} onClick={() => uploads.resume(entry.key)}>
          {t`Try again`}
        </Button>
      )}
      <Button kind="plain" aria-label={t`Cancel ${name}`} onClick={() => uploads.cancel(entry.key)}>
        {t`Cancel`}
      </Button>
    </>
  );
}
