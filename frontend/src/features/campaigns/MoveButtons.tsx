import { useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';

interface MoveButtonsProps {
  /** Names the thing, for those who hear the buttons. */
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove?: () => void;
}

/** Returns the list with one entry at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Returns the list with one entry replaced. */
export function replaced<Item>(items: readonly Item[], at: number, item: Item): Item[] {
  return items.map((one, index) => (index === at ? item : one));
}

/** Returns the list without one entry. */
export function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, index) => index !== at);
}

/** Up, down and away, for one entry of a list that has an order. */
export function MoveButtons({ name, index, count, onMove, onRemove }: MoveButtonsProps) {
  const { t } = useLingui();
  return (
    <span className="flex gap-1">
      <Button className="min-w-11 px-2" aria-label={t`Move ${name} up`} disabled={index === 0} onClick={() => onMove(index - 1)}>
        <Icon name="arrowUp" size={16} />
      </Button>
      <Button className="min-w-11 px-2" aria-label={t`Move ${name} down`} disabled={index === count - 1} onClick={() => onMove(index + 1)}>
        <Icon name="arrowDown" size={16} />
      </Button>
      {onRemove && <Button className="min-w-11 px-2" icon="trash" kind="danger" aria-label={t`Remove ${name}`} onClick={onRemove} />}
    </span>
  );
}
