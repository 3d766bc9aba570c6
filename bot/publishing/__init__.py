"""The page as it is and the page as rendered to an edit, nothing, or a refusal with its reason. Pure."""
