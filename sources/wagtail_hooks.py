from wagtail_modeladmin.options import modeladmin_register

from sources.admin import SourcesGroup

modeladmin_register(SourcesGroup)
