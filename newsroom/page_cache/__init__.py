"""The page cache: what a public page said last, answered before Django is asked.

It stands in front of routing, sessions and the database, as a WSGI application around
Django's (``application``). What it may keep is opted in twice: the registry of
surfaces says which addresses have pages for everybody (``asked``), and
``cache_headers`` marks each response that is one. A copy (``copies``) is good until a
purge of something that it shows, and until the first of it must be gone. It lies in
memory and on disk (``shelf``), where all processes of the machine find it. One request
at a time makes a page anew (``place``), and a process so many at once (``making``).
"""
