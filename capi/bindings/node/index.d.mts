export * from './index.js';
import * as rapport from './index.js';
export default rapport;
