/**
 * Fails when a sentence in the code has no entry in a catalog, when an entry has no translation, or when two catalogs
 * translate one English sentence differently (catalogs are joined, so one of the two would be lost; give it a `context`).
 */
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';

const config = getConfig();
const faults = [];
const said = new Map();

for (const catalog of await getCatalogs(config)) {
  const inCode = (await catalog.collect()) ?? {};
  for (const locale of config.locales) {
    const entries = (await catalog.read(locale)) ?? {};
    for (const [id, message] of Object.entries(inCode)) {
      const text = message.message ?? id;
      const translation = entries[id]?.translation;
      const where = `${locale}/${catalog.path.split('/').pop()}`;
      if (entries[id] === undefined) faults.push(`${where}: not extracted: ${text}`);
      else if (!translation) faults.push(`${where}: not translated: ${text}`);
      else if ((said.get(`${locale} ${id}`) ?? translation) !== translation) faults.push(`${where}: translated in two ways: ${text}`);
      said.set(`${locale} ${id}`, translation);
    }
  }
}

for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0 ? 'Every sentence is translated.' : `${faults.length} sentences need attention. Extract with: npm run i18n:extract`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
