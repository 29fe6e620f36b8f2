import { Trans } from '@lingui/react/macro';
import { useProblemTexts } from '../../../api/problems';
import { DateTime } from '../../../ui/DateTime';
import { Icon } from '../../../ui/Icon';
import type { SaveState } from './useTrack';

/** Says where the text is; always there, so that it is noticed when it changes. */
export function SaveLine({ state }: { state: SaveState }) {
  const texts = useProblemTexts();
  return (
    <p role="status" className="text-muted flex min-h-7 items-center gap-2 text-sm" data-save={state.kind}>
      {state.kind === 'saving' && <Trans>Saving…</Trans>}
      {state.kind === 'saved' && (
        <>
          <Icon name="check" size={16} />
          <span>
            <Trans>
              Saved at <DateTime value={state.at} style="time" />
            </Trans>
          </span>
        </>
      )}
      {state.kind === 'kept' && (
        <>
          <Icon name="clock" size={16} />
          <Trans>Kept on this device, to be saved when the line is back</Trans>
        </>
      )}
      {state.kind === 'refused' && (
        <span className="text-bad flex items-center gap-2 font-semibold">
          <Icon name="alert" size={16} />
          {texts.of(state.problem)}
        </span>
      )}
    </p>
  );
}
