/**
 * What the tests with faults run on: the families of the main job, which keeps them within minutes. `FORGE_EVERY_SENTENCE=1` takes
 * every scenario and every sentence.
 */
export const proven: readonly string[] =
  process.env.FORGE_EVERY_SENTENCE === '1' ? [] : ['features/basic', 'features/rfc7550'];
