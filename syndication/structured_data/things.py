"""The things that pages tell of, each as schema.org describes it.

Addresses are absolute, times have their zone, and what is empty is left out.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone

from home.furniture import Furniture
from home.models import StandardPage
from news.models import ArticlePage, Author, Correction, SourceReference
from syndication.feeds import ICON, page_path
from syndication.pictures import PictureFile, in_each_shape, largest
from syndication.share_cards.card import card_of

ICON_SIDE = 180
# Narrower pictures are not shown large, and some programs leave them out.
WIDE = 1200


def story(
    page: ArticlePage, references: Iterable[SourceReference], furniture: Furniture
) -> dict:
    """The story with its authors, pictures, sources and corrections."""
    category = page.shown_category
    cited = [reference for reference in references if reference.source]
    return _filled(
        {
            "@type": "AdvertiserContentArticle" if page.is_sponsored else "NewsArticle",
            "genre": page.label,
            "mainEntityOfPage": page.full_url,
            "url": page.full_url,
            "headline": page.title,
            "alternativeHeadline": page.card_headline,
            "description": page.meta_description,
            "image": _pictures(page, furniture),
            "datePublished": _time(page.published_at),
            "dateModified": _time(page.modified_at),
            "author": _authors(page, furniture),
            "publisher": publisher(furniture),
            "sponsor": _sponsor(page),
            "articleSection": category.title if category else "",
            "keywords": [hashtag.name for hashtag in page.public_hashtags],
            "inLanguage": page.language,
            "wordCount": page.word_count,
            "isAccessibleForFree": True,
            "creativeWorkStatus": "Retracted" if page.is_retracted else "",
            "correction": [
                _correction(each) for each in page.corrections.all() if each.mends
            ],
            "citation": [_source(reference) for reference in cited],
            "isBasedOn": [reference.display for reference in cited],
        }
    )


def publisher(furniture: Furniture) -> dict:
    """The newsroom as a story names it: its name, its address and its logo."""
    logo = largest(furniture.brand.logo, "body")
    logo = logo or PictureFile(ICON, ICON_SIDE, ICON_SIDE)
    return _organisation(furniture) | {"logo": _picture(logo, furniture.site.root_url)}


def newsroom(furniture: Furniture) -> dict:
    """The newsroom with its policies, its accounts elsewhere and how to write to it.

    Where no page is its policy of corrections, the list of them is.
    """
    brand = furniture.brand
    corrections = furniture.site.root_url + reverse("corrections")
    policies = {StandardPage.Policy.CORRECTIONS.value: corrections}
    policies |= {name: page.full_url for name, page in furniture.policies.items()}
    contact = {
        "@type": "ContactPoint",
        "contactType": "newsroom",
        "email": brand.contact_email,
    }
    return _filled(
        publisher(furniture)
        | {
            "slogan": brand.tagline,
            "sameAs": [address for _, address in brand.profiles],
            "contactPoint": contact if brand.contact_email else None,
            **policies,
        }
    )


def website(furniture: Furniture, description: str) -> dict:
    """The site, by the name that it is to be shown with among results."""
    return _filled(
        {
            "@type": "WebSite",
            "name": furniture.brand.name,
            "alternateName": furniture.brand.site_title,
            "url": furniture.site.root_url + page_path(None),
            "description": description,
            "inLanguage": "en",
        }
    )


def breadcrumbs(furniture: Furniture, *steps: tuple[str, str], here: str) -> dict:
    """The way from the front through ``steps``, name and address, to the page."""
    root = furniture.site.root_url
    above = [(furniture.brand.name, page_path(None)), *steps]
    crumbs = [{"name": name, "item": urljoin(root, at)} for name, at in above]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **crumb}
            for position, crumb in enumerate([*crumbs, {"name": here}], start=1)
        ],
    }


def listing(addresses: Iterable[str], first: int = 1) -> dict:
    """What a page lists, in its order; ``first`` is the number of the first one."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": address}
            for position, address in enumerate(addresses, start=first)
        ],
    }


def profile(author: Author, furniture: Furniture) -> dict:
    """The page of an author, with all that it says of who that is."""
    root = furniture.site.root_url
    photo = largest(author.photo, "square") or largest(author.photo, "author")
    person = _person(author, root) | {
        "jobTitle": author.role,
        "description": author.bio,
        "image": _picture(photo, root) if photo else None,
        "sameAs": [address for _, address in author.links],
    }
    return {
        "@type": "ProfilePage",
        "url": root + author.get_absolute_url(),
        "mainEntity": _filled(person),
    }


def _pictures(page: ArticlePage, furniture: Furniture) -> list[dict]:
    """The story's picture in each shape; its share card where it is small, or none."""
    root = furniture.site.root_url
    files = in_each_shape(page.hero_image)
    if not any(file.width >= WIDE for file in files):
        card = card_of(page, furniture.brand)
        files.append(PictureFile(card.address, card.width, card.height))
    return [_picture(file, root) for file in files]


def _authors(page: ArticlePage, furniture: Furniture) -> list[dict]:
    """Everybody over the story; the newsroom where nobody is, as the byline says."""
    root = furniture.site.root_url
    named = [_person(line.author, root) for line in page.bylines.all()]
    return named or [_organisation(furniture)]


def _organisation(furniture: Furniture) -> dict:
    return {
        "@type": "NewsMediaOrganization",
        "name": furniture.brand.name,
        "url": furniture.site.root_url + page_path(None),
    }


def _person(author: Author, root: str) -> dict:
    address = root + author.get_absolute_url()
    return {"@type": "Person", "name": author.name, "url": address}


def _sponsor(page: ArticlePage) -> dict | None:
    if not (page.is_sponsored and page.paid_for_by):
        return None
    return {"@type": "Organization", "name": page.paid_for_by}


def _correction(correction: Correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": _time(correction.made_at),
    }


def _source(reference: SourceReference) -> dict:
    author, published = reference.author, reference.published
    outlet = reference.source.outlet
    return _filled(
        {
            "@type": "CreativeWork",
            "url": reference.display,
            "name": reference.title,
            "author": {"@type": "Person", "name": author} if author else None,
            "datePublished": published.isoformat() if published else "",
            "publisher": {"@type": "Organization", "name": outlet.name},
        }
    )


def _picture(file: PictureFile, root: str) -> dict:
    return {
        "@type": "ImageObject",
        "url": urljoin(root, file.path),
        "width": file.width,
        "height": file.height,
    }


def _time(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _filled(thing: dict) -> dict:
    """The thing without what is empty."""
    return {name: value for name, value in thing.items() if value not in ("", [], None)}
