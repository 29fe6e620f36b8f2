import { Trans } from '@lingui/react/macro';
import { chooseSavesData, useSavesData, useSlowLine } from '../lib/saveData';
import { Button } from './Button';
import { Notice } from './Notice';

/** Whether little is to be loaded on this device: small pictures, the lowest quality, nothing ahead of time. */
export function SaveDataSwitch() {
  const savesData = useSavesData();
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input
        type="checkbox"
        role="switch"
        aria-checked={savesData}
        className="accent-link size-5 shrink-0"
        checked={savesData}
        onChange={(event) => chooseSavesData(event.target.checked)}
      />
      <span>
        <Trans>Save data: small pictures and the lowest quality</Trans>
      </span>
    </label>
  );
}

/** Offers to save data where the line is slow; whatever is answered, it is asked once on a device. */
export function SaveDataOffer() {
  if (!useSlowLine()) return null;
  return (
    <div className="no-print">
      <Notice title={<Trans>Your line seems slow</Trans>}>
        <p>
          <Trans>Small pictures and the lowest quality of films are there sooner and cost less.</Trans>
        </p>
        <div className="mt-2 flex flex-wrap gap-3">
          <Button onClick={() => chooseSavesData(true)}>
            <Trans>Save data</Trans>
          </Button>
          <Button kind="plain" onClick={() => chooseSavesData(false)}>
            <Trans>Leave it as it is</Trans>
          </Button>
        </div>
      </Notice>
    </div>
  );
}
