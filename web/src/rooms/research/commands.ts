/** What has to be typed for a result to be here. */
export const runCommand = (study: string) => `gammafield research run ${study} --data DIR -o FOLDER`;
