"""The WSGI application that the Procfile's ``web`` process serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

from search import counting  # noqa: E402 (models are there only now)

counting.write_regularly()

# What is loaded by now stays: the collector need not look through it again and again.
# What one request leaves is looked through often, in a millisecond or two at a time.
gc.collect()
gc.freeze()
gc.set_threshold(3_000, 20, 100)
