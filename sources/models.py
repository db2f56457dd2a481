"""Who reported it first: outlets, their reports, and stories' references to them."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sources.addresses import (
    address_key,
    canonical_address,
    check_address,
    check_public,
    registrable_domain,
    shown_address,
)
from sources.fields import AddressField
from sources.link_health import LinkHealth
from sources.outlet_names import domains_of_outlet, outlet_name


class OutletManager(models.Manager):
    def at_domain(self, domain: str) -> "Outlet | None":
        """The outlet that publishes at ``domain``, if there is one; writes nothing.

        Also by another domain of a known outlet: bbc.co.uk finds the outlet of bbc.com,
        whatever editors have renamed it to.
        """
        rows = OutletDomain.objects.select_related("outlet").filter(
            domain__in=domains_of_outlet(domain)
        )
        exact_first = sorted(rows, key=lambda row: row.domain != domain)
        return exact_first[0].outlet if exact_first else None

    @transaction.atomic
    def for_address(self, url: str) -> "Outlet":
        """The outlet that publishes at ``url``, created with a readable name if new.

        Two editors may name a new outlet at the same moment: each row is written in a
        savepoint and read again if the other was first.
        """
        domain = registrable_domain(url)
        outlet = self.at_domain(domain) or self._named_for(domain)
        row, _ = OutletDomain.objects.select_related("outlet").get_or_create(
            domain=domain, defaults={"outlet": outlet}
        )
        return row.outlet

    def _named_for(self, domain: str) -> "Outlet":
        """An outlet with this domain's name, which no other domain has a claim to."""
        name = outlet_name(domain)
        outlet, _ = self.get_or_create(name=name)
        claims = set(outlet.domains.values_list("domain", flat=True))
        if claims and claims.isdisjoint(domains_of_outlet(domain)):
            outlet, _ = self.get_or_create(name=f"{name} ({domain})")
        return outlet


class Outlet(models.Model):
    """An organisation that publishes reports; readers can list what cites it."""

    name = models.CharField(
        max_length=255,
        unique=True,
        help_text="Readers see it beside every source reference to this outlet.",
    )
    slug = models.SlugField(
        max_length=255, unique=True, allow_unicode=True, editable=False
    )
    description = models.TextField(
        blank=True,
        help_text="Shown to readers at the top of the outlet's page. Leave empty to "
        "show only its stories.",
    )
    url = AddressField(
        "home page", blank=True, help_text="Linked from the outlet's page."
    )

    objects = OutletManager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """The slug comes from the first name and stays: links to it must not break."""
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.slug])

    def _free_slug(self) -> str:
        stem = slugify(self.name, allow_unicode=True)[:240] or "outlet"
        slug, number = stem, 1
        while Outlet.objects.filter(slug=slug).exists():
            number += 1
            slug = f"{stem}-{number}"
        return slug


class OutletDomain(models.Model):
    """A registered domain that an outlet publishes at, in punycode."""

    domain = models.CharField(max_length=255, unique=True)
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="domains")

    class Meta:
        ordering = ["domain"]

    def __str__(self):
        return self.domain


class SourceManager(models.Manager):
    def for_address(self, url: str, title: str = "", author: str = "") -> "Source":
        """The source at ``url``, created if new; ``title`` and ``author`` then too.

        Raises ValidationError for what is no address, and for a new one that readers
        cannot reach. Two editors may cite a new report at the same moment: the row is
        written in a savepoint and read again if the other was first.
        """
        check_address(url)

        def new_outlet():
            check_public(url)
            return Outlet.objects.for_address(url)

        source, _ = self.select_related("outlet").get_or_create(
            key=address_key(url),
            defaults={
                "url": shown_address(url),
                "canonical": canonical_address(url),
                "outlet": new_outlet,
                "title": title,
                "author": author,
            },
        )
        return source


class Source(LinkHealth):
    """One original report, however many addresses lead to it or articles cite it."""

    url = AddressField("address")
    canonical = models.TextField(editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="sources")
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceManager()

    class Meta(LinkHealth.Meta):
        abstract = False
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title or self.url

    @property
    def tag(self) -> str:
        """What pages that show this are called by in the cache."""
        return f"source-{self.pk}"

    @property
    def host(self) -> str:
        """Where it is read, without the 'www.' that nobody types: 'news.bbc.co.uk'."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


class SourceReferenceBase(models.Model):
    """Where a story was first reported, as the article's editor gives it."""

    class Role(models.TextChoices):
        REPORT = "report", "Report"
        DOCUMENT = "document", "Primary document"
        DATA = "data", "Data"
        SOCIAL = "social", "Social post"
        INTERVIEW = "interview", "Interview"

    url = AddressField(
        "Address",
        help_text="Paste the address of the original report. Readers see it below the "
        "story.",
    )
    role = models.CharField(
        "Kind", max_length=20, choices=Role.choices, default=Role.REPORT
    )
    title = models.CharField(
        max_length=500, blank=True, help_text="The report's own headline."
    )
    author = models.CharField(max_length=255, blank=True)
    published = models.DateField(
        "Date", null=True, blank=True, help_text="The day it was published there."
    )
    # Derived from the address, so kept out of revisions (serialize=False): publishing
    # an old one must not restore an old source, nor fail because that one is gone.
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="references",
        null=True,
        editable=False,
        serialize=False,
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("url", classname="col8"), FieldPanel("role", classname="col4")]
        ),
        FieldRowPanel(
            [FieldPanel("title"), FieldPanel("author"), FieldPanel("published")]
        ),
    ]

    class Meta:
        abstract = True

    def __str__(self):
        return self.title or self.display

    def save(self, *args, **kwargs):
        self.resolve()
        if (fields := kwargs.get("update_fields")) is not None and "url" in fields:
            kwargs["update_fields"] = {*fields, "source"}
        super().save(*args, **kwargs)

    def clean(self):
        """Forget the source: a form may have changed the address it came from."""
        super().clean()
        self.source = None

    def resolve(self) -> Source | None:
        """Find or create the source; None for a draft that still lacks its address."""
        self.source = (
            Source.objects.for_address(self.url, self.title, self.author)
            if self.url
            else None
        )
        return self.source

    @property
    def checked_at(self):
        """When its page was last there, or was found to be no longer; else None."""
        return self.source.seen_at if self.source else None

    @property
    def outlet(self) -> Outlet | None:
        """Who published the report; None if no outlet there is known yet."""
        if self.source:
            return self.source.outlet
        domain = self._domain
        return Outlet.objects.at_domain(domain) if domain else None

    @property
    def outlet_name(self) -> str:
        """What readers call the outlet, in a preview too; empty without an address."""
        outlet = self.outlet
        return outlet.name if outlet else outlet_name(self._domain)

    @property
    def display(self) -> str:
        """The address as readers see and follow it."""
        return shown_address(self.url)

    @property
    def _domain(self) -> str:
        try:
            return registrable_domain(self.url)
        except ValidationError:
            return ""
