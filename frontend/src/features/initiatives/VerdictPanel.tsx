import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import type { Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { useProblemTexts } from '../../api/problems';
import { fromInputValue } from '../../lib/dates';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { CheckboxGroup, RadioGroup } from '../../ui/Choices';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Panel } from '../../ui/Panel';
import { TextAreaField } from '../../ui/TextAreaField';
import { DateField } from '../../ui/TextField';
import { initiativeQuery, screeningItemQuery, send, type Verdict } from './queries';
import { reasonNames } from './words';

const KEYS: Record<string, Verdict['outcome']> = { a: 'accept', r: 'return', x: 'refuse' };
const OUTCOMES: readonly Verdict['outcome'][] = ['accept', 'return', 'refuse'];

/** The decision: three outcomes, reasons where they are owed. A, R and X choose, only while the focus is in here. */
export function VerdictPanel({ desk }: { desk: Schemas['ScreeningRead'] }) {
  const { t, i18n } = useLingui();
  const texts = useProblemTexts();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { initiative } = desk;
  const [outcome, setOutcome] = useState<Verdict['outcome'] | null>(null);
  const [codes, setCodes] = useState<readonly Schemas['ScreeningReason'][]>([]);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [errors, setErrors] = useState<{ field?: string; message: string }[]>([]);
  const [tries, setTries] = useState(0);
  const decide = useMutation({
    mutationFn: (verdict: Verdict) => send.decide(initiative.id, verdict),
    onSuccess: async (done) => {
      await navigate(done.next_id ? paths.screeningItem(done.next_id) : paths.screening());
      cache.removeQueries({ queryKey: screeningItemQuery(initiative.id).queryKey });
      void cache.invalidateQueries({ queryKey: ['screening'] });
      void cache.invalidateQueries({ queryKey: initiativeQuery(initiative.id).queryKey });
    },
    onError: (problem) => {
      const fields = texts.fields(problem);
      const place = problem instanceof ApiProblem && problem.code === 'redaction_open' ? { field: 'redaction' } : {};
      setErrors(fields.length > 0 ? fields : [{ ...place, message: texts.of(problem) }]);
      setTries((count) => count + 1);
    },
  });
  const choices = outcome === 'return' ? desk.return_reasons : outcome === 'refuse' ? desk.refuse_reasons : [];
  const choose = (next: Verdict['outcome']) => {
    setOutcome(next);
    setCodes([]);
    setErrors([]);
  };
  const press = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof HTMLTextAreaElement ||
      (event.target instanceof HTMLInputElement && event.target.type !== 'radio' && event.target.type !== 'checkbox');
    const key = KEYS[event.key.toLowerCase()];
    if (isTyping || !key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(key);
  };
  const submit = () => {
    const missing = [
      outcome === null && { field: 'outcome', message: t`Please choose a decision` },
      choices.length > 0 && codes.length === 0 && { field: 'reason_codes', message: t`Please choose at least one reason` },
      choices.length > 0 && reason.trim() === '' && { field: 'reason', message: t`Please write to the unit what is wrong` },
    ].filter((one) => one !== false);
    setErrors(missing);
    setTries(tries + 1);
    if (missing.length > 0 || outcome === null || initiative.current_revision_id === null) return;
    decide.mutate({
      revision_id: initiative.current_revision_id,
      outcome,
      reason_codes: [...codes],
      reason,
      resubmit_until: outcome === 'return' && until ? fromInputValue(until) : null,
    });
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const names = { accept: t`Eligible (A)`, return: t`Return for changes (R)`, refuse: t`Not eligible (X)` };
  return (
    <Panel title={t`Your decision`} className="lg:sticky lg:top-4">
      <form
        noValidate
        className="grid gap-5"
        onKeyDown={press}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ErrorSummary errors={errors} submitCount={tries} />
        <Checklist />
        <RadioGroup
          name="outcome"
          label={t`Decision`}
          error={errorOf('outcome')}
          value={outcome}
          onChange={(event) => {
            const chosen = OUTCOMES.find((one) => one === event.target.value);
            if (chosen) choose(chosen);
          }}
          options={OUTCOMES.filter((one) => initiative.open_actions.includes(one)).map((one) => ({ value: one, label: names[one] }))}
        />
        {choices.length > 0 && (
          <>
            <CheckboxGroup
              name="reason_codes"
              label={t`Reasons`}
              error={errorOf('reason_codes')}
              value={codes}
              options={choices.map((code) => ({ value: code, label: i18n._(reasonNames[code]) }))}
              onChange={(event) => {
                const { value, checked } = event.target;
                setCodes(choices.filter((code) => (code === value ? checked : codes.includes(code))));
              }}
            />
            <TextAreaField
              name="reason"
              label={t`To the unit, in words`}
              hint={t`Say what is wrong and what would mend it. The authors read this.`}
              error={errorOf('reason')}
              maxLength={4000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        )}
        {outcome === 'return' && (
          <DateField
            name="resubmit_until"
            withTime
            label={t`To be handed in again by`}
            hint={t`Without a date it may come back until the eligibility check ends.`}
            optional
            error={errorOf('resubmit_until')}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        )}
        <div>
          <Button kind="primary" type="submit" busy={decide.isPending}>
            <Trans>Record the decision</Trans>
          </Button>
          <p className="text-muted mt-2 text-sm">
            <Trans>It cannot be changed afterwards. The next entry opens by itself.</Trans>
          </p>
        </div>
      </form>
    </Panel>
  );
}

function Checklist() {
  const { t } = useLingui();
  return (
    <details className="border-line rounded-[10px] border px-4 py-2" open>
      <summary className="min-h-11 cursor-pointer content-center font-semibold">{t`What to look at`}</summary>
      <ul className="list-disc pb-2 pl-5">
        <li>
          <Trans>It has been applied or tried out in the unit, and something proves it.</Trans>
        </li>
        <li>
          <Trans>It is new in the unit, and not handed in before.</Trans>
        </li>
        <li>
          <Trans>Nothing in it is secret, and nobody’s personal data is shown without need.</Trans>
        </li>
        <li>
          <Trans>Texts and files do not name the authors where the jury must not know them.</Trans>
        </li>
      </ul>
    </details>
  );
}
