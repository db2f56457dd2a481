from django.core.exceptions import ValidationError
from taggit.forms import TagField

from hashtags.folding import clean_name, fold, parse
from hashtags.models import Hashtag
from hashtags.widgets import ChipsInput


class HashtagFormField(TagField):
    """Hashtags as an editor types them, one line.

    The cleaned value is a list of ``Hashtag`` in the order typed: rows where they
    exist, unsaved ones with ``new_status`` where they do not. Cleaning writes nothing.
    A ``TagField``, so that Wagtail's API takes a list of names for it.
    """

    widget = ChipsInput
    tag_model = Hashtag

    def __init__(self, *, new_status: str = Hashtag.Status.ACTIVE, **kwargs):
        self.new_status = new_status
        super().__init__(**kwargs)

    def clean(self, value) -> list[Hashtag]:
        """Raises ``ValidationError`` with one message for each hashtag refused."""
        names, errors = [], []
        for piece in _pieces(value):
            try:
                names.append(clean_name(piece))
            except ValidationError as error:
                errors.append(error)
        hashtags = Hashtag.objects.for_names(names, status=self.new_status)
        errors += [
            ValidationError(f"{hashtag} is blocked: use another hashtag.", "blocked")
            for hashtag in hashtags
            if hashtag.status == Hashtag.Status.BLOCKED
        ]
        if errors:
            raise ValidationError(errors)
        self.validate(hashtags)
        return hashtags

    def has_changed(self, initial, data) -> bool:
        """Whether it names other hashtags, or in another order, however spelled."""
        return not self.disabled and _folds(initial) != _folds(data)


def _pieces(value):
    if isinstance(value, str):
        return parse(value)
    return [hashtag.name for hashtag in value or ()]


def _folds(value):
    return list(dict.fromkeys(fold(piece) for piece in _pieces(value)))
