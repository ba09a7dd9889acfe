/**
 * A command's action that is loaded when the command runs: the definitions of all commands are read at every start,
 * the code of one.
 *
 * @param load imports the action's file
 */
export const onDemand =
  <Given extends unknown[]>(load: () => Promise<(...given: Given) => void | Promise<void>>) =>
  async (...given: Given): Promise<void> =>
    (await load())(...given);
