"""The recipe of the trained Indonesian pipeline: data, training, evaluation, packaging; never imported at run time."""
