/**
 * π_ref: the reference probabilities p_w and p_l of the preferred and the dispreferred response, in (0, 1].
 */
export interface Reference {
  preferred: number;
  dispreferred: number;
}
