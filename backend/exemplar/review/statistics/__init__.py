"""What the sheets of a category say about its entries, its jurors and its criteria. Pure: sheets in, figures out."""
