import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/Button';

/** Hands the address of the page to whatever the device shares with; where it shares with nothing, copies it. */
export function ShareButton({ title }: { title: string }) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const share = async () => {
    const url = location.origin + location.pathname;
    if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
      // Closing the device's own sheet is no failure.
      await navigator.share({ title, url }).catch(() => undefined);
      return;
    }
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <span className="inline-flex items-center gap-3">
      <Button icon={isCopied ? 'check' : 'copy'} onClick={() => void share()}>
        <Trans>Share</Trans>
      </Button>
      <span role="status" className="text-muted text-[0.94rem]">
        {isCopied && t`Link copied`}
      </span>
    </span>
  );
}
