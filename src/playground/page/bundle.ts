/** The last step of `npm run build`: `node dist/src/playground/page/bundle.js`. */
import { buildPage } from './build-page.js';

await buildPage();
