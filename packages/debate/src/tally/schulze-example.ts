/** The 45 ballots of the first example in Schulze's paper (Social Choice and Welfare 36, 2011). */
export const schulzeExample = Object.entries({ ACBED: 5, ADECB: 5, BEDAC: 8, CABED: 3, CAEBD: 7, CBADE: 2, DCEBA: 7, EBADC: 8 }).flatMap(
  ([letters, voters]) => Array.from({ length: voters }, () => ({ order: [...letters] })),
)
