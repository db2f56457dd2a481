"""Which query parameters only say how a reader came, and never which page it is.

A name is listed only where its owner documents it as campaign or click measurement, or
where it is peculiar enough to mean nothing else. Short everyday names ("id", "cid",
"ref", "source", "s", "t", "mod") stay even where some site counts clicks with them:
elsewhere they name the page, and a kept parameter is harmless while a lost one is not.
"""

from urllib.parse import unquote_plus

# Google Analytics; Piano (BBC, Le Monde, France Télévisions); Matomo; HubSpot Ads
PREFIXES = ("utm_", "at_", "mtm_", "hsa_")

NAMES = frozenset(
    # Clicks from advertisements
    "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid "
    "ttclid twclid li_fat_id epik rdt_cid scclid "
    # Shares from social networks
    "fbclid fb_action_ids fb_action_types fb_ref fb_source igshid igsh ref_src ref_url "
    "twterm twgr twcamp share_id "
    # Newsletters
    "mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id "
    "vero_conv oly_anon_id oly_enc_id ck_subscriber_id sc_eh sc_uid dm_i "
    # Publishers: BBC, CNN, Guardian, Mail, Microsoft, New York Times, NBC, Reuters
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee ocid cmpid cmp s_cid ito icid "
    "ncid smid smtyp taid echobox xtor wt_mc "
    # Older Matomo and Google Analytics
    "pk_campaign pk_kwd pk_source pk_medium pk_content piwik_campaign piwik_kwd _ga _gl "
    # Google's AMP viewer
    "amp_js_v amp_gsa amp_ct usqp".split()
)


def is_tracking(parameter: str) -> bool:
    """Whether ``name=value``, as it stands in a query, only measures the click."""
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in NAMES or name.startswith(PREFIXES)
