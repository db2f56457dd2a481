"""The WSGI application that the Procfile's ``web`` process serves."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

# Models are there only now.
from newsroom.page_cache.application import PageCache  # noqa: E402
from search import counting  # noqa: E402

counting.write_regularly()
application = PageCache(application, settings.PAGE_CACHE_MEGABYTES)

# What is loaded by now stays: the collector need not look through it again and again.
# What one request leaves is looked through often, in a millisecond or two at a time.
gc.collect()
gc.freeze()
gc.set_threshold(3_000, 20, 100)
