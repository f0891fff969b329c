"""Says texts and values in the words, numbers and dates of one language, set as its typography asks."""
