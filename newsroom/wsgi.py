"""The WSGI application that the Procfile's ``web`` process serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

from search import counting  # noqa: E402 (models are there only now)

counting.write_regularly()
