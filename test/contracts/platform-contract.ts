import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { OpenBench } from './bench.js';
import { failureContract } from './failure-contract.js';
import { formContract } from './form-contract.js';
import { messageContract } from './message-contract.js';
import { Stage } from './stage.js';

/** What every platform promises to the rest of the product, for each message and form there is. */
export function platformContract(platform: string, open: OpenBench): void {
  const stage = new Stage();
  beforeAll(() => stage.open(open));
  beforeEach(() => stage.clear());
  afterAll(() => stage.close());
  messageContract(platform, stage);
  formContract(platform, stage);
  failureContract(platform, stage);
}
