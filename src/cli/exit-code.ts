/**
 * What a command ends with. 1 means that it ran and found problems; 3 means that it was interrupted
 * or could not finish and that the same command should be run again.
 */
export const exitCodes = { done: 0, problems: 1, usage: 2, incomplete: 3, bug: 70 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
