import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { scopeCampaignsQuery, scopeUnitsQuery } from './peopleQueries';

/** Returns how the place is called where a role reaches: a unit or a call, by its id. */
export function useScopeName(): (id: string) => string {
  const locale = useLocale();
  const units = useQuery(scopeUnitsQuery);
  const campaigns = useQuery(scopeCampaignsQuery);
  const names = new Map([...(units.data ?? []), ...(campaigns.data ?? [])].map((scope) => [scope.id, scope.name]));
  return (id) => {
    const name = names.get(id);
    return name ? pick(name, locale).text : id.slice(-6);
  };
}
