import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useLocation } from '@tanstack/react-router';
import { paths } from '../lib/paths';
import { buttonClass } from '../ui/Button';
import { ErrorPanel } from '../ui/ErrorPanel';
import { ApiProblem } from './problem';
import { useProblemTexts } from './problems';

/** Shows why something could not be loaded or done, in words; with the way to sign in where that is all that is missing. */
export function ProblemPanel({ problem, onRetry }: { problem: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const here = useLocation({ select: (location) => location.href });
  const code = problem instanceof ApiProblem ? problem.code : 'unexpected';
  const requestId = problem instanceof ApiProblem ? problem.requestId : undefined;
  const isFinal = code === 'sign_in_required' || code === 'not_found' || code === 'not_allowed';
  return (
    <ErrorPanel
      message={code === 'offline' ? t`We cannot reach the service right now.` : texts.of(problem)}
      onRetry={isFinal ? undefined : onRetry}
    >
      {code === 'sign_in_required' && (
        <div>
          <Link {...paths.signIn()} search={{ next: here }} className={buttonClass('primary')}>
            <Trans>Sign in</Trans>
          </Link>
        </div>
      )}
      {requestId !== undefined && (
        <p className="text-sm">
          <Trans>
            If it happens again, tell the support desk this number: <code>{requestId}</code>
          </Trans>
        </p>
      )}
    </ErrorPanel>
  );
}
