"""Pages of partners and persons, one file per thing."""
