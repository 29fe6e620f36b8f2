"""Documents by Typst with the fonts shipped in this package: the same letters on every machine.

Values travel as JSON inputs, so a name with markup in it stays a name.
"""

from collections.abc import Mapping
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


def compose_pdf(template: Path, inputs: Mapping[str, str]) -> bytes:
    """Return the PDF of ``template``, which reads ``inputs`` as ``sys.inputs``. Takes about 50 ms; call it in a thread."""
    import typst

    pdf: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        format="pdf",
    )
    return pdf


def compose_png(template: Path, inputs: Mapping[str, str], *, dots_per_inch: float) -> bytes:
    """Return ``template``, which must be one page, as PNG; pictures lie beside the template."""
    import typst

    picture: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        format="png",
        ppi=dots_per_inch,
    )
    return picture
