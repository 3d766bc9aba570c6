"""The wikis themselves, through pywikibot: sites, accounts, contributions, texts, pages, saving."""
