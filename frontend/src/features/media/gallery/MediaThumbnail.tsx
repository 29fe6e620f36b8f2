import type { SlotProps } from '../../../lib/slots';
import { Icon } from '../../../ui/Icon';
import { Picture } from './Picture';

/** One picture of the file, cut to the box it stands in. Sounds have none and get a drawing. */
export function MediaThumbnail({ item, eager = false }: SlotProps['MediaThumbnail']) {
  if (item.kind !== 'audio') return <Picture item={item} sizes="(min-width: 48rem) 20rem, 100vw" fit="cover" eager={eager} />;
  return (
    <span className="bg-info-soft text-link grid size-full place-items-center">
      <Icon name="audio" size={32} />
    </span>
  );
}
