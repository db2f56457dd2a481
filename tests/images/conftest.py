from functools import partial

import pytest
from ways_to_upload import by_chooser, by_form, by_multiple


@pytest.fixture(params=[by_form, by_chooser, by_multiple])
def upload(request, desk):
    """``upload(name, data)``: the errors on the file, none if it is in the library."""
    return partial(request.param, desk)
