from home.models.brand import BrandSettings
from home.models.front_page import HomePage
from home.models.standard_page import StandardPage

__all__ = ["BrandSettings", "HomePage", "StandardPage"]
