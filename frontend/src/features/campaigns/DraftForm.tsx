import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Notice } from '../../ui/Notice';
import { campaignQuery } from './queries';
import type { Draft } from './useDraft';

interface DraftFormProps {
  campaignId: string;
  draft: Draft;
  isFrozen: boolean;
  children: ReactNode;
}

/** The frame of every page of the setup that is edited and saved: errors first, the fields, one button, and no work lost by leaving. */
export function DraftForm({ campaignId, draft, isFrozen, children }: DraftFormProps) {
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        draft.save();
      }}
    >
      {isFrozen && <FrozenNotice />}
      <ErrorSummary errors={draft.errors} submitCount={draft.tries} />
      {draft.isStale && <StaleNotice campaignId={campaignId} onTakeTheirs={draft.discard} />}
      <fieldset disabled={isFrozen} className="grid min-w-0 gap-6">
        {children}
      </fieldset>
      {!isFrozen && <SaveBar draft={draft} />}
      <UnsavedGuard isDirty={draft.isDirty} />
    </form>
  );
}

/** Says why nothing here can be changed. */
export function FrozenNotice() {
  return (
    <Notice tone="info" title={<Trans>Read only</Trans>}>
      <Trans>This call is published. What it asks and how it judges stay as units have read them.</Trans>
    </Notice>
  );
}

function StaleNotice({ campaignId, onTakeTheirs }: { campaignId: string; onTakeTheirs: () => void }) {
  const cache = useQueryClient();
  return (
    <div>
      <Button
        icon="undo"
        onClick={() => {
          void cache.fetchQuery({ ...campaignQuery(campaignId), staleTime: 0 }).then(onTakeTheirs);
        }}
      >
        <Trans>Drop my changes and show theirs</Trans>
      </Button>
    </div>
  );
}

function SaveBar({ draft }: { draft: Draft }) {
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Button type="submit" kind="primary" busy={draft.isSaving}>
        <Trans>Save</Trans>
      </Button>
      <p role="status" className="text-muted">
        {draft.isDirty && <Trans>Not saved yet</Trans>}
        {draft.isSaved && <Trans>Saved</Trans>}
      </p>
    </div>
  );
}

/** Asks before a page with unsaved changes is left; closing the browser asks too. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: isDirty, withResolver: true });
  return (
    <Dialog
      isOpen={blocker.status === 'blocked'}
      title={<Trans>Leave without saving?</Trans>}
      onClose={() => blocker.reset?.()}
      actions={
        <>
          <Button kind="primary" onClick={() => blocker.reset?.()}>
            <Trans>Stay here</Trans>
          </Button>
          <Button kind="danger" onClick={() => blocker.proceed?.()}>
            <Trans>Leave</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Your changes on this page are not saved yet.</Trans>
      </p>
    </Dialog>
  );
}
