"""The wiki replicas: copies of the wikis' databases that tools on Toolforge may ask; the same values as from wikis/.

https://wikitech.wikimedia.org/wiki/Help:Wiki_Replicas tells how they are reached and what their views hide.
"""
