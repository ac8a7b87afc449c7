import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/errors.js';
import { startEmbeddedMongod } from '../../../src/store/mongod/embedded.js';
import { temporaryFolder } from './running.js';

const folder = await temporaryFolder();

test('a DATA_DIR that cannot be is said as what it is: a variable to set', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const started = startEmbeddedMongod({ dataDir: file, log: () => {} });
  await expect(started).rejects.toThrow(InputError);
  await expect(started).rejects.toThrow(
    `environment: DATA_DIR: no folder can be made in ${file} (ENOTDIR). Set a folder in which this program may write`,
  );
});
