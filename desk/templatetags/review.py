"""What mails of a review need."""

from django import template

from desk.review import places

register = template.Library()
register.simple_tag(places, name="review_places")
