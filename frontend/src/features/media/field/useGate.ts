import { useLingui } from '@lingui/react/macro';
import type { MediaKind } from '../../../lib/slots';
import { kindOf, refusedEarly } from '../kinds';
import type { RoomForFiles } from '../queries';
import { uploads } from '../uploads';
import { useRefusalTexts } from '../words';
import { limitAgainst, type Wanted } from './room';

/** Lets chosen files in one after the other: returns why one is not even begun, `null` when it is. */
type Pass = (file: File) => string | null;

/**
 * Judges files before the first byte: their kind and size, how many the field still takes, and the room the unit has left.
 * What the server has not said yet (`room`) refuses nothing here; it is asked again when an upload begins.
 */
export function useGate(accept: readonly MediaKind[], room: RoomForFiles | undefined): (places: number) => Pass {
  const { t } = useLingui();
  const refusals = useRefusalTexts();
  return (places) => {
    let left = places;
    // Those in line have no row on the server yet, so it does not count them.
    const before: Wanted[] = uploads.entries
      .filter(({ upload }) => upload.view.mediaId === null)
      .map(({ upload }) => ({ kind: kindOf(upload.file), sizeBytes: upload.file.size }));
    return (file) => {
      const early = refusedEarly(file, accept, room?.max_file_bytes);
      if (early !== null) return refusals.early(early);
      if (left <= 0) return t`This field takes no more files. Remove one to make room.`;
      const wanted = { kind: kindOf(file), sizeBytes: file.size };
      const limit = limitAgainst(room?.rooms ?? [], wanted, before);
      if (limit !== null) {
        const { limit_bytes, used_bytes, campaign_id } = limit;
        const code = campaign_id === null ? 'media_unit_quota_exceeded' : 'media_campaign_quota_exceeded';
        return refusals.ofCode(code, { limit_bytes, used_bytes, wanted_bytes: file.size });
      }
      left--;
      before.push(wanted);
      return null;
    };
  };
}
