"""Structure: from a document to an outline that says what each sentence is for."""
