"""Real media files, made on the spot: good ones of every format, and bad ones of every sort."""

import struct
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
import pyvips

from exemplar.media.engine.ffmpeg import program

GPS_TAG = "exif-ifd3-GPSLatitude"


def gradient(width: int, height: int) -> pyvips.Image:
    """Return a picture that is red on the left, blue on the right, with some texture."""
    across = np.linspace(0, 255, width, dtype=np.float32)[None, :].repeat(height, axis=0)
    noise = np.random.default_rng(7).integers(0, 24, (height, width))
    pixels = np.stack([np.clip(255 - across + noise, 0, 255), noise, np.clip(across + noise, 0, 255)], axis=2).astype(np.uint8)
    return pyvips.Image.new_from_memory(pixels.tobytes(), width, height, 3, "uchar").copy(interpretation="srgb")


def jpeg(path: Path, width: int = 1600, height: int = 1000, orientation: int = 1) -> Path:
    """Write a JPEG that says where and with what it was taken."""
    image = gradient(width, height).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    for name, value in {
        "exif-ifd0-Make": "SecretCam",
        "exif-ifd0-Artist": "Secret Person",
        GPS_TAG: "21/1 1/1 4200/100",
        "exif-ifd3-GPSLatitudeRef": "N",
    }.items():
        image.set_type(pyvips.GValue.gstr_type, name, value)
    image.jpegsave(str(path), Q=88)
    return path


def picture(path: Path, width: int = 400, height: int = 300) -> Path:
    """Write a picture in the format that the end of the name says."""
    gradient(width, height).write_to_file(str(path))
    return path


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(path: Path, side: int = 30_000) -> Path:
    """Write a PNG of a few hundred kB that would fill gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\x00" * (1 + (side + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b""))
    return path


def polyglot(path: Path) -> Path:
    """Write a GIF that is a script as well."""
    gif = gradient(40, 30).gifsave_buffer()
    path.write_bytes(gif + b"*/=1;alert('polyglot')//<script>alert(1)</script>")
    return path


def ffmpeg(path: Path, *options: str) -> Path:
    """Make a file with ffmpeg."""
    subprocess.run([program(), "-nostdin", "-loglevel", "error", "-y", *options, str(path)], check=True)
    return path


def _film_source(seconds: float, width: int, height: int) -> list[str]:
    picture_source = f"testsrc2=size={width}x{height}:rate=24:duration={seconds}"
    return ["-f", "lavfi", "-i", picture_source, "-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"]


def film(path: Path, seconds: float = 2, width: int = 320, height: int = 240, *options: str) -> Path:
    """Write a film in H.264 and AAC that says where it was taken; ``options`` come last."""
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    notes = ["-metadata", "location=+21.0285+105.8542/", "-metadata", "title=Secret title", "-metadata", "artist=Secret Person"]
    return ffmpeg(path, *_film_source(seconds, width, height), *codecs, *notes, *options)


def telephone_film(path: Path, transfer: str, level: float, width: int = 640, height: int = 360, *options: str) -> Path:
    """Write a second of grey in HEVC of 10 bits in the colours of BT.2020.

    ``transfer`` is ``arib-std-b67`` (HLG) or ``smpte2084`` (PQ), ``level`` the signal from 0 to 1; the top eighth is black.
    """
    ground = f"color=gray:s={width}x{height}:r=24:d=1,drawbox=x=0:y=0:w={width}:h={height // 8}:color=black:t=fill"
    grey = f"format=yuv420p10le,lutyuv=y='if(lt(val\\,200)\\,64\\,{64 + round(876 * level)})':u=512:v=512"
    screen = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    said = f"log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:master-display={screen}:max-cll=1000,400"
    tags = ["-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc", "-tag:v", "hvc1"]
    return ffmpeg(
        path, "-f", "lavfi", "-i", f"{ground},{grey}", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", said, *tags, *options
    )


def turned(path: Path) -> Path:
    """Make the header of an MP4 say that its pictures stand on their left side, as telephones held upright do."""
    content = bytearray(path.read_bytes())
    place = content.index(b"tkhd") + 4 + 40
    content[place : place + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def woven_film(path: Path, seconds: float = 1, width: int = 320, height: int = 240, *options: str) -> Path:
    """Write a film in H.264 whose frames are two fields, the upper shown first: upright bars that run to the left."""
    bars = rf"color=black:s={width}x{height}:r=50:d={seconds},geq=lum='16+219*lt(mod(X+9*N\,64)\,32)':cb=128:cr=128"
    fields = f"{bars},tinterlace=interleave_top,setfield=tff"
    woven = ["-flags", "+ildct+ilme", "-x264opts", "tff=1", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    return ffmpeg(path, "-f", "lavfi", "-i", fields, "-c:v", "libx264", *woven, *options)


def webm(path: Path, seconds: float = 1, width: int = 160, height: int = 120) -> Path:
    """Write a WebM film in VP8 and Vorbis."""
    return ffmpeg(path, *_film_source(seconds, width, height), "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis")


def sound(path: Path, seconds: float = 3) -> Path:
    """Write a tone that grows louder, in the format that the end of the name says."""
    source = f"aevalsrc=0.8*t/{seconds}*sin(440*2*PI*t):duration={seconds}:sample_rate=44100"
    return ffmpeg(path, "-f", "lavfi", "-i", source, "-metadata", "artist=Secret Person")


def pdf(path: Path, pages: int = 3) -> Path:
    """Write a PDF of empty A4 pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(path)
    return path


def annotated_pdf(path: Path) -> Path:
    """Write a PDF by hand that names its author and opens with a script."""
    return _pdf_of(
        path,
        b"",
        [
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('x'\\)) >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
            b"<< /Author (Secret Person) /Title (Secret title) >>",
        ],
    )


def locked_pdf(path: Path) -> Path:
    """Write a PDF by hand that wants a password nobody knows."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    pages = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
        b"<< >>",
    ]
    return _pdf_of(path, b"/ID [<00><00>] /Encrypt " + lock, pages)


def _pdf_of(path: Path, trailer: bytes, objects: list[bytes]) -> Path:
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    table = b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    start = len(body)
    body += (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 5 /Root 1 0 R /Info 4 0 R "
        + trailer
        + f" >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    path.write_bytes(body)
    return path
