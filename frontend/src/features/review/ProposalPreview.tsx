import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { Table } from '../../ui/Table';
import type { Proposal } from './queries';

interface ProposalPreviewProps {
  proposal: Proposal;
  isBusy: boolean;
  onApply: () => void;
  onDiscard: () => void;
}

/** What would change, before anything does. */
export function ProposalPreview({ proposal, isBusy, onApply, onDiscard }: ProposalPreviewProps) {
  const { t } = useLingui();
  const { covered, entries, shortages, loads } = proposal;
  const count = proposal.additions.length;
  return (
    <Panel title={t`Proposal`}>
      <div className="grid grid-cols-1 gap-4">
        <p>
          {count === 0 ? (
            <Trans>There is nothing to add: every entry that can have its sheets has them.</Trans>
          ) : (
            <Trans>
              New sheets: {count}. With them, {covered} of {entries} entries have all of theirs; what is assigned already stays.
            </Trans>
          )}
        </p>
        {shortages.length > 0 && (
          <Notice tone="warn" title={<Trans>What cannot be met</Trans>}>
            <ul className="grid gap-1">
              {shortages.map((short) => (
                <li key={short.initiative_id}>
                  <strong>{short.code}</strong> {short.title}: {short.got}/{short.wanted} ·{' '}
                  {short.reason === 'too_few_jurors' ? (
                    <Trans>
                      jurors who may judge it: {short.eligible}; with a conflict of interest: {short.conflicted}
                    </Trans>
                  ) : (
                    <Trans>the agreed loads are used up</Trans>
                  )}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Table
          caption={t`Load of each juror`}
          rows={loads}
          keyOf={(load) => load.juror_id}
          columns={[
            { key: 'name', heading: t`Juror`, cell: (load) => load.full_name },
            { key: 'before', heading: t`Now`, cell: (load) => load.before, isNumber: true },
            { key: 'more', heading: t`Added`, cell: (load) => `+${load.after - load.before}`, isNumber: true },
            { key: 'after', heading: t`Then`, cell: (load) => load.after, isNumber: true },
            { key: 'most', heading: t`At most`, cell: (load) => load.max_load, isNumber: true },
          ]}
        />
        <div className="flex flex-wrap gap-3">
          {count > 0 && (
            <Button kind="primary" busy={isBusy} onClick={onApply}>
              <Trans>Apply this proposal</Trans>
            </Button>
          )}
          <Button onClick={onDiscard}>
            <Trans>Discard the proposal</Trans>
          </Button>
        </div>
      </div>
    </Panel>
  );
}
