import type { Plugin } from 'esbuild';

/**
 * Leaves zod's 60 translations of its error messages out of a bundle (English stays): as soon as the whole `z`
 * object is handed to plugins, tree shaking can no longer drop them, and they are most of zod's size.
 */
export const leaveOutZodLocales: Plugin = {
  name: 'leave-out-zod-locales',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};
