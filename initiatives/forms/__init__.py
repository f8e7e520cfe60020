"""Input about an initiative, one file per page."""
