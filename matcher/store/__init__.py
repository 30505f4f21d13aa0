"""Contents page; filled as the parts land."""
