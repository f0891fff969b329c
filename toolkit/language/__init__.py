"""Language: texts and values in; words, numbers and dates of one language, set as its typography asks, out."""
