"""What `bench/run` measures: Parley beside its peers."""
