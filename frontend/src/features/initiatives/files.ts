import type { AttachmentDraft } from './queries';

/**
 * Returns the whole list after the files of one field became `ids`, in that order: known ones keep their words, new ones
 * start without, and other fields stay as they are. `shown` is what the field held when `ids` was asked for; what was
 * added or taken out since then stays so, or files that arrive in one breath would replace each other.
 */
export function listedFiles(
  files: readonly AttachmentDraft[],
  fieldKey: string,
  ids: readonly string[],
  shown: readonly string[],
): AttachmentDraft[] {
  const others = files.filter((file) => file.field_key !== fieldKey);
  const held = files.filter((file) => file.field_key === fieldKey);
  const asked = ids.map((id) => held.find((file) => file.media_id === id) ?? (shown.includes(id) ? undefined : newFile(id, fieldKey)));
  const since = held.filter((file) => !ids.includes(file.media_id) && !shown.includes(file.media_id));
  return [...others, ...asked.filter((file) => file !== undefined), ...since];
}

function newFile(mediaId: string, fieldKey: string): AttachmentDraft {
  return { media_id: mediaId, field_key: fieldKey };
}
