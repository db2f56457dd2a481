"""What a web process writes, while it runs and when it ends; a forked one, too."""

import json

# As `gunicorn --preload` forks its workers. The first is killed, the second ends.
WEB = """
import os, time
import newsroom.wsgi
from search import counting
from search.models import SearchCount

counting.SECONDS = 0.1
worker = os.fork()
if worker == 0:
    counting.count("harbour", 3)
    end = time.monotonic() + 60
    while not SearchCount.objects.exists() and time.monotonic() < end:
        time.sleep(0.05)
    os._exit(9)
os.waitpid(worker, 0)
counting.SECONDS = 600
counting.count("gas prices", 2)
"""
COUNTED = """
import json, django
django.setup()
from search.models import SearchCount
rows = SearchCount.objects.order_by("query")
print(json.dumps(list(rows.values_list("query", "searches", "stories_found"))))
"""


def test_a_process_writes_now_and_then_and_when_it_ends(new_newsroom):
    newsroom = new_newsroom()
    newsroom.run("-c", WEB, check=True)
    counted = json.loads(newsroom.run("-c", COUNTED, check=True).stdout)
    assert counted == [["gas prices", 1, 2], ["harbour", 1, 3]]
