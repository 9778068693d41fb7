'use strict';

// Finds, loads and checks the shared library.

const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

const ABI_VERSION = 0;
const FILE_NAMES = { darwin: 'librapport.0.dylib', win32: 'rapport.dll' };

/** Where to look, in this order. A file that the environment names is the only one. */
function candidates() {
  if (process.env.RAPPORT_LIBRARY) return [path.resolve(process.env.RAPPORT_LIBRARY)];
  const name = FILE_NAMES[process.platform] ?? 'librapport.so.0';
  const folder = `${process.platform}-${process.arch}`;
  const carried = path.join(__dirname, '..', 'native', folder, name);
  return fs.existsSync(carried) ? [carried, name] : [name];
}

function checkAbi(library, file) {
  let version, abi;
  try {
    version = library.func('const char *rapport_version()')();
    abi = library.func('uint32_t rapport_abi_version()')();
  } catch (cause) {
    throw new Error(`${file} is not a Rapport library`, { cause });
  }
  if (abi !== ABI_VERSION) {
    throw new Error(
      `${file}: this is Rapport ${version} with ABI version ${abi}, ` +
        `but this package needs ABI version ${ABI_VERSION}`,
    );
  }
  return version;
}

/** The library and its version. */
function load() {
  const failures = [];
  for (const file of candidates()) {
    let library;
    try {
      library = koffi.load(file);
    } catch (error) {
      failures.push(`${file}: ${error.message}`);
      continue;
    }
    return { library, version: checkAbi(library, file) };
  }
  throw new Error(
    'the Rapport library could not be loaded; RAPPORT_LIBRARY may name its file. Tried:\n  ' +
      failures.join('\n  '),
  );
}

module.exports = { load };
