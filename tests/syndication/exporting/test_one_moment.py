"""An export holds one moment of a newsroom at work, and keeps nobody from working."""

WHILE_SOMEBODY_WORKS = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from sources.models import Outlet
from syndication.exporting.writing import one_moment

def work():
    Outlet.objects.create(name="Gazette", slug="gazette")

with ThreadPoolExecutor(1) as somebody, one_moment():
    before = Outlet.objects.count()
    somebody.submit(work).result(timeout=10)
    print(before, Outlet.objects.count())
print(Outlet.objects.count())
"""


def test_what_is_written_meanwhile_is_neither_kept_waiting_nor_exported(new_newsroom):
    done = new_newsroom().run("-c", WHILE_SOMEBODY_WORKS)
    assert done.stdout.split() == ["0", "0", "1"], done.stderr
