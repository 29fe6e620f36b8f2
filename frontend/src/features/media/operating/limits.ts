import type { Quota } from './operatingQueries';

/** Returns how much a unit may keep of everything together: its own limit, else that of every unit, else what is configured. */
export function limitOf(unitId: string, quotas: readonly Quota[], configured: number): number {
  const overall = quotas.filter((quota) => quota.kind === null && quota.campaign_id === null);
  const own = overall.find((quota) => quota.unit_id === unitId);
  const everybody = overall.find((quota) => quota.unit_id === null);
  return (own ?? everybody)?.max_bytes ?? configured;
}
