import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatBytes } from '../../../lib/sizes';
import type { MediaKind } from '../../../lib/slots';
import { Notice } from '../../../ui/Notice';
import type { Room } from '../queries';
import { isShort, worthShowing } from './room';

/** How much the unit may still hand in: a quiet line, and a notice only when it runs short. */
export function RoomLine({ rooms, kinds }: { rooms: readonly Room[]; kinds: readonly MediaKind[] }) {
  const words = useRoomWords();
  const shown = worthShowing(rooms, kinds);
  if (shown.length === 0) return null;
  const sentences = shown.map((room) => <p key={`${room.campaign_id} ${room.kind}`}>{words(room)}</p>);
  if (shown.some(isShort)) return <Notice tone="warn">{sentences}</Notice>;
  return <div className="text-muted text-sm tabular-nums">{sentences}</div>;
}

function useRoomWords(): (room: Room) => string {
  const { t } = useLingui();
  const locale = useLocale();
  return (room) => {
    const free = formatBytes(room.free_bytes, locale);
    const limit = formatBytes(room.limit_bytes, locale);
    const place = room.campaign_id === null ? 'unit' : 'call';
    const sentences = {
      unit: t`${free} of ${limit} left for your unit`,
      call: t`${free} of ${limit} left for your unit in this call`,
      'unit image': t`${free} of ${limit} left for pictures of your unit`,
      'unit video': t`${free} of ${limit} left for films of your unit`,
      'unit audio': t`${free} of ${limit} left for sounds of your unit`,
      'unit document': t`${free} of ${limit} left for documents of your unit`,
      'call image': t`${free} of ${limit} left for pictures of your unit in this call`,
      'call video': t`${free} of ${limit} left for films of your unit in this call`,
      'call audio': t`${free} of ${limit} left for sounds of your unit in this call`,
      'call document': t`${free} of ${limit} left for documents of your unit in this call`,
    };
    return room.kind === null ? sentences[place] : sentences[`${place} ${room.kind}` as const];
  };
}
