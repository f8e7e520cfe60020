"""What people do with rounds, one file per thing; each function is one intention."""
