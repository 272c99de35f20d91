/**
 * What a thread may take for values that soon are gone, in megabytes. By default V8 lets it grow to a hundred, of
 * which it gives nothing back; that many threads at once are what a run's peak is made of. launch.js gives threads
 * all of it as they start. Measured on Node 24.
 */
export const threadMemory = { maxYoungGenerationSizeMb: 24 } as const;
