/**
 * Adds to package-lock.json the optional platform packages that npm left out.
 *
 * A registry mirror that serves only this platform's binaries makes `npm install` forget the others, and `npm ci` then
 * refuses the lock on every machine. The bare entries below are enough: npm skips them by os and cpu and fetches nothing.
 * Addresses are taken out too, so that the lock names no host.
 *
 * Usage: node scripts/complete-lock.mjs <lock file> [<lock file> …]
 */
import fs from 'node:fs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Tells whether `name` is installed where the package at `path` would look for it. */
function isListed(packages, path, name) {
  for (let at = path; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) return true;
    if (!at) return false;
  }
}

/** Reads system, processor and C library from a package name such as `@biomejs/cli-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system) || (system === 'openharmony' && words.includes('ohos')));
  const cpu = PROCESSORS.filter(
    (processor) => words.includes(processor) || (processor === 'arm' && words.some((word) => word.startsWith('armv7'))),
  );
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(words.includes('musl') && { libc: ['musl'] }) };
}

/** Adds the missing optional packages to the lock and returns how many there were. */
function complete(lock) {
  const packages = lock.packages;
  let added = 0;
  for (const [path, parent] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isListed(packages, path, name)) continue;
      packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...(parent.dev && { dev: true }),
        optional: true,
        ...platformOf(name),
      };
      added += 1;
    }
  }
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

for (const file of process.argv.slice(2)) {
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  const added = complete(lock);
  for (const entry of Object.values(lock.packages)) {
    delete entry.resolved;
    delete entry.funding;
  }
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${added} platform packages added`);
}
