/** Everything that a column of a log may hold. */
export const QUANTITIES = [
  "chosen",
  "rejected",
  "logpsChosen",
  "logpsRejected",
  "referenceChosen",
  "referenceRejected",
  "step",
  "epoch",
  "beta",
] as const;

/** What a column of a log holds. */
export type Quantity = (typeof QUANTITIES)[number];

/** Which part of the data a column is about; null where its name does not say. */
export type Split = "eval" | "train" | null;

export interface ColumnRole {
  quantity: Quantity;
  split: Split;
}

const EVAL = new Set(["eval", "evaluation", "val", "valid", "validation", "test"]);
const TRAIN = new Set(["train", "training"]);

/** Words that change nothing. */
const FILLER = new Set(["mean", "avg", "policy"]);

const BY_WORDS: Readonly<Record<string, Quantity>> = {
  "chosen rewards": "chosen",
  "chosen reward": "chosen",
  "rejected rewards": "rejected",
  "rejected reward": "rejected",
  "reject reward": "rejected",
  "chosen logps": "logpsChosen",
  "chosen logp": "logpsChosen",
  "logps rejected": "logpsRejected",
  "logp rejected": "logpsRejected",
  "chosen logps ref": "referenceChosen",
  "chosen logp ref": "referenceChosen",
  "logps ref rejected": "referenceRejected",
  "logp ref rejected": "referenceRejected",
  step: "step",
  steps: "step",
  "global step": "step",
  "global step trainer": "step",
  iteration: "step",
  "counters updates": "step",
  epoch: "epoch",
  epochs: "epoch",
  beta: "beta",
  "beta dpo": "beta",
  "beta loss": "beta",
};

/**
 * What a column holds, by its name in Transformers, TRL, the DPO authors' code, model cards, OpenRLHF and
 * Weights & Biases exports: `eval_rewards/chosen`, `Rewards/Chosen`, `rewards_train/chosen`, `chosen_reward`,
 * `my run - eval/rewards/chosen`.
 */
export function columnRole(name: string): ColumnRole | null {
  // The separator of W&B exports; their lower and upper bounds are not the values.
  const own = name.split(" - ").at(-1) ?? "";
  if (/__(min|max)$/i.test(own)) return null;
  const words = own.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const isEval = words.some((word) => EVAL.has(word));
  const isTrain = words.some((word) => TRAIN.has(word));
  const rest = words
    .filter((word) => !EVAL.has(word) && !TRAIN.has(word) && !FILLER.has(word))
    .map((word) => (word === "reference" ? "ref" : word));
  const key = rest.sort().join(" ");
  const quantity = Object.hasOwn(BY_WORDS, key) ? BY_WORDS[key] : undefined;
  if (!quantity) return null;
  return { quantity, split: isEval ? "eval" : isTrain ? "train" : null };
}

/** Whether some columns hold a value for both responses. */
export function hasRewards(names: readonly string[]): boolean {
  const held = new Set(names.map((name) => columnRole(name)?.quantity));
  return (
    (held.has("chosen") && held.has("rejected")) || (held.has("logpsChosen") && held.has("logpsRejected"))
  );
}
