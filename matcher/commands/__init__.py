"""Commands of the store, one file per thing that a person sets out to do."""
