"""What the data means: checked, loaded, filtered and counted, without any user interface."""
