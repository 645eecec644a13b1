"""What is indexed: `shapes` says what a record is, the other files make records of pages and themes."""
