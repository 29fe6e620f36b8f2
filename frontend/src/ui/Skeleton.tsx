import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';

const PATIENCE_MS = 200;

/** Holds the place of what is being fetched, and only shows once waiting would be noticed. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return <div className="min-h-24" />;
  return (
    <div role="status" className="grid gap-3 py-2">
      <span className="sr-text">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key) => (
        <div key={key} className="skeleton h-12 last:w-2/3" />
      ))}
    </div>
  );
}
