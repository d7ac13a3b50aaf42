"""What a run leaves behind: arrays, a labelled dataset, a folder that can be checked."""
