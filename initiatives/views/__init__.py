"""The pages of one initiative, one file per page."""
