"""One pass over the stages, in order: define, sign up, collect, measure, report, publish.

A wiki's or a program's failure stays its own: it is told, and the rest goes on.
"""
