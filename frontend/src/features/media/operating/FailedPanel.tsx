import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../api/Loaded';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { Button } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { Notice } from '../../../ui/Notice';
import { Panel } from '../../../ui/Panel';
import { FailedTable } from './FailedTable';
import { type FailedMedia, failedQuery, retryFailed } from './operatingQueries';

/** Files that nobody works on any more, and another try for one, some, or all of them. */
export function FailedPanel() {
  return (
    <Panel title={<Trans>Files that were given up</Trans>}>
      <Loaded query={useQuery(failedQuery)}>{(files) => <Failed files={files} />}</Loaded>
    </Panel>
  );
}

function Failed({ files }: { files: readonly FailedMedia[] }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const retrying = useMutation(retryFailed(useQueryClient()));
  const possible = files.filter((file) => file.failed_at !== null).map((file) => file.id);
  const selected = possible.filter((id) => chosen.has(id));
  const retry = (ids: string[]) => retrying.mutate(ids, { onSuccess: () => setChosen(new Set()) });
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <div className="grid gap-4">
      {retrying.isError && <ProblemPanel problem={retrying.error} />}
      {retrying.isSuccess && (
        <Notice tone="ok" live>
          <Plural value={retrying.data.count} one="# file is being prepared again." other="# files are being prepared again." />
        </Notice>
      )}
      {files.length === 0 ? (
        <EmptyState title={t`No file was given up`}>
          <Trans>A file that cannot be prepared after several tries is listed here, with the reason.</Trans>
        </EmptyState>
      ) : (
        <>
          <p className="text-muted max-w-[68ch]">
            <Trans>
              These files have arrived and are safe, but could not be prepared for viewing. See to the cause, then have them tried again.
            </Trans>
          </p>
          {possible.length > 0 && (
            <div className="flex flex-wrap gap-3">
              <Button kind="primary" busy={retrying.isPending} onClick={() => retry(selected.length > 0 ? selected : possible)}>
                {selected.length > 0 ? (
                  <Plural value={selected.length} one="Try # chosen file again" other="Try # chosen files again" />
                ) : (
                  <Trans>Try all again</Trans>
                )}
              </Button>
            </div>
          )}
          <FailedTable files={files} chosen={chosen} onChoose={choose} onRetry={(id) => retry([id])} />
        </>
      )}
    </div>
  );
}
