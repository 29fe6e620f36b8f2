"""How the pictures of a film are coded, and what turns that into what every browser shows: standard range, BT.709, whole frames.

Telephones record HLG or PQ, whose light a plain H.264 film cannot say; camcorders send two fields for one frame. Most films
are neither, and go through untouched. See decisions/0112-light-and-fields.md.
"""

from collections.abc import Collection
from dataclasses import dataclass

from exemplar.media.engine import ffmpeg

UNSAID = 2
"""The code point for "not said"; all numbers here are those of ITU-T H.273."""
_BT2020, _P3_THEATRE, _P3 = 9, 11, 12
_BT2020_LIGHT, _PQ, _HLG = 14, 16, 18
_KNOWN_PRIMARIES = frozenset({1, *range(4, 13), 22})
_KNOWN_TRANSFERS = frozenset({1, 4, 5, 6, 7, 11, 13, _BT2020_LIGHT, 15, _PQ, _HLG})
_KNOWN_MATRICES = frozenset({1, *range(4, 8), _BT2020, 14})
"""Those from which zscale can tell what is meant."""

PARITIES = {2: "tff", 3: "bff", 4: "bff", 5: "tff"}
"""Field order as the header tells it → which field is shown first: ffmpeg's order is that of coding, then that of showing."""

_WHITE_NITS = 203
"""How bright white paper is in HLG and PQ, and what white of standard range is made of. Source: ITU-R BT.2408, table 1."""
_PEAK = 1000 / _WHITE_NITS
"""How many times brighter the brightest may be: telephones master for 1000 nits; what goes beyond is white."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Code points of colours, light and matrix.

    ``parity`` is ``tff`` or ``bff`` where frames are two fields, ``auto`` where each frame says which comes first, nothing for
    whole frames.
    """

    primaries: int = UNSAID
    transfer: int = UNSAID
    matrix: int = UNSAID
    parity: str | None = None

    @property
    def is_high(self) -> bool:
        """Say whether it holds more light than standard range."""
        return self.transfer in {_PQ, _HLG}

    @property
    def is_wide(self) -> bool:
        """Say whether its colours are not those that browsers take a plain film to have."""
        return self.is_high or self.primaries in {_BT2020, _P3_THEATRE, _P3}

    @property
    def is_plain(self) -> bool:
        """Say whether browsers show it rightly as it is."""
        return not self.is_wide and self.parity is None


PLAIN = Signal()


def filters(signal: Signal, size: tuple[int, int], tools: Collection[str] | None = None) -> list[str]:
    """Return ffmpeg's filters that go before all others; none for a plain signal.

    ``size`` is the largest that anything is made in: light is computed there, in 8 bits of 4:2:0 afterwards. ``tools`` are the
    filters there are, those of the ffmpeg at hand when not given.
    """
    if signal.is_plain:
        return []
    there = ffmpeg.filters() if tools is None else tools
    return [*_whole_frames(signal, there), *(_plain_light(signal, size, there) if signal.is_wide else [])]


def _whole_frames(signal: Signal, there: Collection[str]) -> list[str]:
    """Make one frame of two fields; ffmpeg of a licence that has neither filter leaves them woven."""
    tool = next((name for name in ("bwdif", "yadif") if name in there), None)
    return [f"{tool}=mode=send_frame:parity={signal.parity}:deint=all"] if tool and signal.parity else []


def _plain_light(signal: Signal, size: tuple[int, int], there: Collection[str]) -> list[str]:
    # What is written beside such frames is about their light, and would be said of ours.
    scaled = ["sidedata=mode=delete", f"scale={size[0]}:{size[1]}:flags=bicubic", "format=yuv420p10le"]
    if "zscale" not in there or "tonemap" not in there:
        # HLG was made so that it may be shown like this; PQ looks dull, but is what it says it is.
        return [*scaled, "colorspace=iall=bt2020:itrc=bt2020-10:all=bt709:format=yuv420p"]
    said = _said(signal)
    given, wanted = f"pin={said.primaries}:tin={said.transfer}:min={said.matrix}", "p=bt709:t=bt709:m=bt709:r=tv"
    if not signal.is_high:
        return [*scaled, f"zscale={given}:{wanted}", "format=yuv420p"]
    # The lower tones stay as they are, which keeps faces and grey right; only what is brighter is pressed together.
    pressed = f"tonemap=mobius:param=0.3:desat=0:peak={_PEAK:.3f}"
    light = [f"zscale={given}:p=bt709:t=linear:npl={_WHITE_NITS}", "format=gbrpf32le", pressed]
    return [*scaled, *light, f"zscale={wanted}", "format=yuv420p"]


def _said(signal: Signal) -> Signal:
    """Fill in what a header leaves out or says in numbers that mean nothing: without it no filter would know where to start."""
    return Signal(
        signal.primaries if signal.primaries in _KNOWN_PRIMARIES else _BT2020,
        signal.transfer if signal.transfer in _KNOWN_TRANSFERS else _BT2020_LIGHT,
        signal.matrix if signal.matrix in _KNOWN_MATRICES else _BT2020,
    )
