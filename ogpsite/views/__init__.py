"""What each page shows, as plain values: the floor between the facts and the templates.

A view holds all that its template may read, in the words of one language; templates never see the site itself.
"""
