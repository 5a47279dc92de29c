"""What she starts from instead of an empty page: contents in two languages, in data files beside these modules."""
