"""The WSGI application that the Procfile's ``web`` process serves."""

import gc
import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup(set_prefix=False)

# Models are there only now.
from delivery import metrics  # noqa: E402
from newsroom.health import looks  # noqa: E402
from newsroom.logs import Named  # noqa: E402
from newsroom.page_cache.application import PageCache  # noqa: E402
from newsroom.wsgi_requests import Handler  # noqa: E402
from search import counting  # noqa: E402

counting.write_regularly()
metrics.forget_the_ended()
os.register_at_fork(after_in_child=looks.begin)  # so that who asks first is told, too
application = Named(PageCache(Handler(), settings.PAGE_CACHE_MEGABYTES))

# What is loaded by now stays: the collector need not look through it again and again.
# What one request leaves is looked through often, in a millisecond or two at a time.
gc.collect()
gc.freeze()
gc.set_threshold(3_000, 20, 100)
