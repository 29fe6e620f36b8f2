import { NotPlayable } from './NotPlayable';
import { fileUrl, type ShownItem } from './shownItem';
import { useLinkRenewal } from './useLinkRenewal';

/** A film with the browser's own controls. It never starts by itself. */
export function VideoPlayer({ item }: { item: ShownItem }) {
  const { player, watch, isBroken, retry } = useLinkRenewal<HTMLVideoElement>();
  if (isBroken) return <NotPlayable onRetry={retry} />;
  return (
    <video
      ref={player}
      controls
      playsInline
      preload="metadata"
      poster={fileUrl(item.mediaId, 'w1280.webp')}
      src={fileUrl(item.mediaId, 'play.mp4')}
      width={item.facts?.width ?? 1280}
      height={item.facts?.height ?? 720}
      aria-label={item.altText || item.caption || item.fileName}
      className="h-auto max-h-[75dvh] w-full rounded-card bg-black"
      {...watch}
    />
  );
}
