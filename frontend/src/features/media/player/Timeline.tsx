import { useQuery } from '@tanstack/react-query';
import { fileUrl } from '../gallery/shownItem';
import { tilesQuery } from './playback';
import { tileAt } from './sprite';
import { styled } from './styled';
import type { Player } from './usePlayer';

const WIDE = 1000;

/** The bar of a film: what is loaded, what has been seen, where chapters begin. */
export function Timeline({ player, shown }: { player: Player; shown: number }) {
  const { state, chapters, length } = player;
  const x = (seconds: number) => (length > 0 ? Math.min(WIDE, (seconds / length) * WIDE) : 0);
  return (
    <>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDE} 10`} preserveAspectRatio="none" className="seek-track">
        <rect width={WIDE} height="10" className="fill-current opacity-25" />
        {state.buffered.map(([from, until]) => (
          <rect key={from} x={x(from)} width={Math.max(0, x(until) - x(from))} height="10" className="fill-current opacity-30" />
        ))}
        <rect width={x(shown)} height="10" className="fill-gold" />
        {chapters.map(
          ({ start_ms }) =>
            start_ms > 0 && <rect key={start_ms} x={x(start_ms / 1000) - 1.5} width="3" height="10" className="fill-sunken" />,
        )}
      </svg>
      <span aria-hidden="true" className="seek-thumb" />
    </>
  );
}

/** The small picture of a moment, where a sheet of them was made. */
export function Glimpse({ player: { item, playback, savesData }, seconds }: { player: Player; seconds: number }) {
  const hasSheet = playback?.names.includes('sprite.vtt') ?? false;
  const { data: tiles = [] } = useQuery({ ...tilesQuery(item.mediaId, fileUrl(item, 'sprite.vtt')), enabled: hasSheet && !savesData });
  const tile = tileAt(tiles, seconds);
  if (tile === undefined) return null;
  const { x, y, width, height } = tile;
  return (
    <span className="block overflow-hidden rounded-md" ref={styled({ width: `${width}px`, height: `${height}px` })}>
      <img
        src={fileUrl(item, 'sprite.webp')}
        alt=""
        className="block max-w-none"
        ref={styled({ transform: `translate(${-x}px, ${-y}px)` })}
      />
    </span>
  );
}
