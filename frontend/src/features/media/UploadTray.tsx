import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation, useRouter } from '@tanstack/react-router';
import { useAccount } from '../../api/session';
import { Icon } from '../../ui/Icon';
import { AllUploads } from './field/AllUploads';
import { type Entry, isMoving } from './upload/UploadList';
import { useUploads, useUploadView } from './uploads';
import { useUploadSentence } from './words';

const SHOWN = 3;

/** A corner of the frame that tells of uploads begun on other pages, and leads back to them. */
export function UploadTray() {
  const { t } = useLingui();
  const account = useAccount();
  const here = useLocation({ select: (location) => location.pathname });
  const elsewhere = useUploads().filter(({ place }) => place.accountId === account?.id && place.path !== here);
  if (elsewhere.length === 0) return null;
  const moving = elsewhere.filter(isMoving).length;
  return (
    <aside
      aria-label={t`Uploads`}
      className="no-print panel fixed right-4 bottom-20 z-30 grid w-[min(22rem,calc(100vw-2rem))] gap-2 p-3 md:bottom-4"
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon name="upload" />
        {moving > 0
          ? t`${plural(moving, { one: '# file is on its way', other: '# files are on their way' })}`
          : t`Uploads that wait for you`}
      </p>
      {elsewhere.length > 1 && <AllUploads entries={elsewhere} label={t`Together`} />}
      <ul className="grid gap-2">
        {elsewhere.slice(0, SHOWN).map((entry) => (
          <TrayRow key={entry.key} entry={entry} />
        ))}
      </ul>
    </aside>
  );
}

function TrayRow({ entry }: { entry: Entry }) {
  const { history } = useRouter();
  const view = useUploadView(entry.upload);
  const sentence = useUploadSentence(view);
  const { path } = entry.place;
  return (
    <li className="grid gap-1 text-[0.94rem]">
      {/* Through the router: a page load would end the upload. */}
      <a
        href={path}
        className="truncate"
        onClick={(event) => {
          event.preventDefault();
          history.push(path);
        }}
      >
        {entry.upload.file.name}
      </a>
      <progress className="progress" aria-label={entry.upload.file.name} value={view.sentBytes} max={Math.max(1, view.sizeBytes)} />
      <span className="text-muted">
        {view.state === 'arrived' ? <Trans>Arrived. Open its page once, so that it is added there.</Trans> : sentence}
      </span>
    </li>
  );
}
