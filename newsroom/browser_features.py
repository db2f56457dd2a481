"""What a page may use of a browser, and lend the players that it frames."""

UNUSED = (
    *("accelerometer", "camera", "clipboard-read", "display-capture"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial"),
    *("usb", "window-management", "xr-spatial-tracking"),
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
# With `web-share`, which is on by itself, and which not every browser knows.
SHARING = "clipboard-write"
# What static/js/embeds.js asks for a player.
PLAYING = ("autoplay", "encrypted-media", "fullscreen", "picture-in-picture")


def features() -> tuple[str, str]:
    """``Permissions-Policy`` of public pages and of the admin.

    Readers may share, and staff sign in by passkey. What playing needs is any frame's
    that is lent it: ``frame-src`` says which frames there are, the configured players.
    All else that tells of a person or a machine is off, in every frame too.
    """
    always = [*_each(UNUSED, "()"), *_each(PLAYING, "*")]
    public = [*always, *_each(PASSKEYS, "()"), *_each((SHARING,), "(self)")]
    admin = [*always, *_each((*PASSKEYS, SHARING), "(self)")]
    return ", ".join(public), ", ".join(admin)


def _each(names: tuple[str, ...], allowed: str) -> list[str]:
    return [f"{name}={allowed}" for name in names]
