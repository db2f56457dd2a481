from home.models.banner import BreakingBanner
from home.models.brand import BrandSettings
from home.models.front_page import HomePage
from home.models.slot import Slot
from home.models.standard_page import StandardPage

__all__ = ["BrandSettings", "BreakingBanner", "HomePage", "Slot", "StandardPage"]
