"""YAML text or wikitext to campaigns, programs and every problem found, with its place. Pure."""
