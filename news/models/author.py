from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class Author(index.Indexed, models.Model):
    """Somebody whose name stands over stories. Need not have an account."""

    name = models.CharField(max_length=150)
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The end of the author's address. Empty: made from the name.",
    )
    role = models.CharField(
        max_length=150, blank=True, help_text="Under the name: 'Harbour correspondent'."
    )
    bio = models.TextField(
        blank=True, help_text="A few sentences on the author's page."
    )
    photo = models.ForeignKey(
        "images.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(blank=True, help_text="Shown to readers if given.")
    website = models.URLField(blank=True)
    mastodon = models.URLField(blank=True, help_text="The profile's address.")
    bluesky = models.URLField(blank=True, help_text="The profile's address.")
    linkedin = models.URLField("LinkedIn", blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("photo"),
        FieldPanel("email"),
        FieldPanel("website"),
        FieldPanel("mastodon"),
        FieldPanel("bluesky"),
        FieldPanel("linkedin"),
        FieldPanel("slug"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def links(self) -> list[tuple[str, str]]:
        """``(label, address)`` of each place where readers can follow the author."""
        labelled = [
            ("Website", self.website),
            ("Mastodon", self.mastodon),
            ("Bluesky", self.bluesky),
            ("LinkedIn", self.linkedin),
        ]
        return [(label, address) for label, address in labelled if address]

    def _free_slug(self) -> str:
        base = slugify(self.name, allow_unicode=True)[:140] or "author"
        slug, number = base, 1
        while Author.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            number += 1
            slug = f"{base}-{number}"
        return slug
