import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../api/Loaded';
import { useProblemTexts } from '../../../api/problems';
import type { SlotProps } from '../../../lib/slots';
import { Button } from '../../../ui/Button';
import { fieldId } from '../../../ui/fieldId';
import { Notice } from '../../../ui/Notice';
import { Panel } from '../../../ui/Panel';
import { Progress } from '../../../ui/Progress';
import { HitRow } from './HitRow';
import { MaskedFile } from './MaskedFile';
import { type Redaction, type RedactionActs, redactionQuery, useRedactionActs } from './redactionQueries';

/** What the jury must not learn of an entry: found by searching, or seen by the screener. Draws nothing where the review is open. */
export function RedactionChecklist({ initiativeId }: SlotProps['RedactionChecklist']) {
  const query = useQuery(redactionQuery(initiativeId));
  const acts = useRedactionActs(initiativeId);
  if (query.data === null) return null;
  return (
    <div id={fieldId('redaction')} tabIndex={-1} className="scroll-mt-4">
      <Panel title={<Trans>Hide from the jury</Trans>}>
        <Loaded query={query}>{(redaction) => redaction && <Checklist redaction={redaction} acts={acts} />}</Loaded>
      </Panel>
    </div>
  );
}

function Checklist({ redaction, acts }: { redaction: Redaction; acts: RedactionActs }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const { decided, total } = redaction;
  const problem = [acts.decide, acts.reopen, acts.mask, acts.unmask, acts.search].find((act) => act.isError)?.error;
  return (
    <div className="grid gap-5">
      <p className="text-muted max-w-[68ch]">
        <Trans>
          The jury of this call does not know whose an entry is. Names of authors, units and places, addresses and telephone numbers were
          searched for in the texts and files. Faces and voices nobody finds but you.
        </Trans>
      </p>
      {problem != null && (
        <Notice tone="bad" live>
          {texts.of(problem)}
        </Notice>
      )}
      <Search redaction={redaction} acts={acts} />
      {total > 0 && (
        <>
          <Progress label={t`Found`} value={decided} max={total} text={t`${decided} of ${total} decided`} />
          <ul className="grid gap-3">
            {redaction.hits.map((hit) => (
              <HitRow
                key={hit.id}
                hit={hit}
                file={redaction.files.find((file) => file.media_id === hit.media_id)}
                acts={acts}
                mayChange={redaction.may_mask}
              />
            ))}
          </ul>
        </>
      )}
      {redaction.files.length > 0 && (
        <section className="grid gap-4">
          <h3>
            <Plural value={redaction.files.length} one="The file as the jury gets it" other="The files as the jury gets them" />
          </h3>
          {redaction.files.map((file) => (
            <MaskedFile key={file.media_id} file={file} acts={acts} mayMask={redaction.may_mask} mayUncover={redaction.may_uncover} />
          ))}
        </section>
      )}
    </div>
  );
}

function Search({ redaction, acts }: { redaction: Redaction; acts: RedactionActs }) {
  const again = redaction.may_mask && (
    <Button busy={acts.search.isPending} onClick={() => acts.search.mutate()}>
      {redaction.search === 'not_begun' ? <Trans>Search for names</Trans> : <Trans>Search again</Trans>}
    </Button>
  );
  if (redaction.search === 'not_begun')
    return (
      <Notice title={<Trans>Nobody has searched this entry yet</Trans>}>
        <div className="mt-2">{again}</div>
      </Notice>
    );
  if (redaction.search !== 'done')
    return (
      <Notice
        tone="warn"
        title={redaction.search === 'waiting' ? <Trans>Some files are still being looked at</Trans> : <Trans>Searching the files</Trans>}
      >
        <Trans>What is found appears here by itself.</Trans>
      </Notice>
    );
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p role="status">{redaction.total === 0 && <Trans>Nothing was found that gives anybody away.</Trans>}</p>
      {again}
    </div>
  );
}
