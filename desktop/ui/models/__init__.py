"""The page of the models: what there is, what may be used, what fits, what is here, what is on its way."""
