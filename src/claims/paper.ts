/** The paper whose claims these are. */
export const PAPER = "arXiv:2404.04626";
