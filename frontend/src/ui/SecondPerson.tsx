import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { StatusBadge, type Tone } from './Badge';
import { Button } from './Button';
import { DateTime } from './DateTime';
import { Dialog } from './Dialog';
import { TextAreaField } from './TextAreaField';

/** How a request that needs a second person ended, or that it waits. */
export type RequestState = 'requested' | 'confirmed' | 'declined' | 'lapsed';

const LONGEST_ANSWER = 1_000;

interface DeclineDialogProps {
  /** The person asked for it and now takes it back; nobody has to tell themselves why. */
  isOwn: boolean;
  /** The question put to whoever declines the request of another. */
  question: ReactNode;
  isBusy: boolean;
  /** What went wrong, drawn. */
  problem: ReactNode;
  onDecline: (answer: string) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for the reason before a request is declined, or only once more before it is taken back. */
export function DeclineDialog({ isOwn, question, isBusy, problem, onDecline, onClose, children }: DeclineDialogProps) {
  const { t } = useLingui();
  const [answer, setAnswer] = useState('');
  return (
    <Dialog
      isOpen
      title={isOwn ? <Trans>Take the request back?</Trans> : question}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" busy={isBusy} onClick={() => onDecline(answer.trim())}>
            <DeclineWord isOwn={isOwn} />
          </Button>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
        </>
      }
    >
      {problem}
      {children}
      {!isOwn && (
        <TextAreaField
          name="answer"
          label={t`Why not`}
          optional
          rows={3}
          maxLength={LONGEST_ANSWER}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
    </Dialog>
  );
}

/** What the button says that ends a request without its consequence. */
export function DeclineWord({ isOwn }: { isOwn: boolean }) {
  return isOwn ? <Trans>Take the request back</Trans> : <Trans>Decline</Trans>;
}

/** Says until when an answer can come. */
export function LapsesNote({ at }: { at: string }) {
  return (
    <Trans>
      Without an answer it lapses on <DateTime value={at} />.
    </Trans>
  );
}

const TONES: Record<RequestState, Tone> = { requested: 'warn', confirmed: 'ok', declined: 'neutral', lapsed: 'neutral' };

/** How the request stands, in words. */
export function RequestBadge({ state }: { state: RequestState }) {
  return (
    <StatusBadge tone={TONES[state]}>
      {state === 'requested' && <Trans>Waiting</Trans>}
      {state === 'confirmed' && <Trans>Confirmed</Trans>}
      {state === 'declined' && <Trans>Declined or taken back</Trans>}
      {state === 'lapsed' && <Trans>Lapsed without an answer</Trans>}
    </StatusBadge>
  );
}

interface SettledRequest {
  requested_by: string;
  reason: string;
  settled_by: string | null;
  answer: string;
}

/** Who asked and why, who answered and what. */
export function RequestStory({ request }: { request: SettledRequest }) {
  return (
    <>
      <p className="text-muted text-[0.94rem]">
        <Trans>
          {request.requested_by} asked: “{request.reason}”
        </Trans>
      </p>
      {request.settled_by !== null && (
        <p className="text-muted text-[0.94rem]">
          {request.answer === '' ? (
            <Trans>Answered by {request.settled_by}</Trans>
          ) : (
            <Trans>
              {request.settled_by} answered: “{request.answer}”
            </Trans>
          )}
        </p>
      )}
    </>
  );
}
