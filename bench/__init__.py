"""Speed, as ratios: our pages against a bare 50-row view in the same process and the same rounds."""
