"""Which query parameters only say how a reader came, and never which page it is.

A name is listed only where its owner documents it as campaign or click measurement, or
where it is peculiar enough to mean nothing else. Short everyday names ("id", "cid",
"ref", "source", "s", "t", "mod") stay even where some site counts clicks with them:
elsewhere they name the page, and a kept parameter is harmless while a lost one is not.
"""

import re
from urllib.parse import unquote_plus

TRACKING = re.compile(
    r"""
    # Google Analytics; Piano (BBC, Le Monde, franceinfo); Matomo; HubSpot Ads
    (?: utm | at | mtm | hsa )_.*
    | _ga | _gl | (?: pk | piwik )_(?: campaign | kwd | source | medium | content )
    # Clicks on advertisements
    | gclid | gclsrc | dclid | gbraid | wbraid | gad_source | gad_campaignid | msclkid
    | yclid | ysclid | ttclid | twclid | li_fat_id | epik | rdt_cid | scclid
    # Shares on social networks
    | fbclid | fb_(?: action_ids | action_types | ref | source ) | igshid? | share_id
    | ref_src | ref_url | twterm | twgr | twcamp
    # Newsletters
    | mc_cid | mc_eid | mkt_tok | _hsenc | _hsmi | __hs(?: sc | tc | fp ) | vero_id
    | hsctatracking | vero_conv | oly_anon_id | oly_enc_id | ck_subscriber_id | dm_i
    # Publishers: BBC, CNN, Guardian, Mail, MSN, New York Times, NBC, Reuters, Die Zeit
    | ns_(?: mchannel | source | campaign | linkname | fee ) | ocid | s_cid | cmp(?:id)?
    | ito | icid | ncid | smid | smtyp | taid | echobox | xtor | wt_mc
    # Google's AMP viewer
    | amp_js_v | amp_gsa | amp_ct | usqp
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_tracking(parameter: str) -> bool:
    """Whether ``name=value``, as it stands in a query, only measures the click."""
    return bool(TRACKING.fullmatch(unquote_plus(parameter.partition("=")[0])))
