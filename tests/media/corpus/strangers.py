"""Files that are nothing we take, most of them under the name of something we do; and true beginnings with nothing behind."""

import gzip
import io
import zipfile

from tests.media.corpus import SCRIPT, Odd, of_bytes

NOT_ALLOWED, BROKEN = "media_type_not_allowed", "media_broken"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def zipped(**entries: bytes) -> bytes:
    """Return a ZIP with these entries; a double underscore stands for a slash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


WORDS = {
    "web page": {
        "page.jpg": b"<!DOCTYPE html>" + SCRIPT,
        "page.PNG": b"<HTML><BODY onload=alert(1)>",
        "marked.mp4": b"\xef\xbb\xbf  \n<!doctype html>" + SCRIPT,
        "late.gif": b"<!-- " + b"x" * 500 + b" --><html>" + SCRIPT,
    },
    "svg": {
        "drawing.svg": SVG,
        "drawing.jpg": SVG,
        "declared.png": b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + SVG,
    },
    "xml": {
        "feed.xml": b"<?xml version='1.0'?><rss/>",
        "laughs.xml": b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><a>&b;</a>",
        "bare.webp": SCRIPT,
    },
    "text": {
        "code.js.png": b"alert('Secret')",
        "page.php.jpg": b"GIF 89a <?php system($_GET['c']); ?>",
        "run.sh": b"#!/bin/sh\nrm -rf /\n",
        "list.m3u8": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "list.mp4": b"#EXTM3U\nhttp://127.0.0.1:8000/\n",
        "concat.mp4": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "session.sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 0 RTP/AVP 96\n",
        "drawing.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n",
        "letter.rtf": b"{\\rtf1 {\\object\\objocx}}",
        "table.csv": b"=cmd|'/C calc'!A0,1\n",
        "notes.json": b'{"__proto__": {"x": 1}}',
        "mail.eml": b"From: a@b\nContent-Type: text/html\n\n<script>",
        "page.mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        "card.vcf": b"BEGIN:VCARD\nFN:Secret\nEND:VCARD\n",
        "image.xpm": b"/* XPM */\nstatic char *x[] = {};\n",
        "image.ppm": b"P3\n1 1\n255\n0 0 0\n",
        "mvg.jpg": b"push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1/x.jpg|ls'\n",
        "blank.txt": b" \n\t\n",
        "late.pdf": b"not yet\n%PDF-1.7\n",
        "late.vtt": b"X\nWEBVTT\n\n00:00.000 --> 00:01.000\nx\n",
    },
    "program": {
        "setup.exe": b"MZ\x90\x00" + bytes(60),
        "photo.jpg.exe": b"MZ" + b"\xff\xd8\xff\xe0" * 9,
        "library.so": b"\x7fELF\x02\x01\x01" + bytes(60),
    },
    "zip": {
        "files.zip": zipped(a=b"x"),
        "app.jar": zipped(META_INF__MANIFEST=b"Main-Class: X"),
        "app.apk": zipped(AndroidManifest=b"x", classes=b"dex"),
        "half.docx": zipped(word__document=b"x"),
        "book.epub": zipped(mimetype=b"application/epub+zip"),
        "open.odt": zipped(mimetype=b"application/vnd.oasis.opendocument.text", content=b"<x/>"),
        "empty.zip": b"PK\x05\x06" + bytes(18),
        "torn.docx": b"PK\x03\x04word/document.xml[Content_Types].xml",
    },
    "office": {
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(512, b"\x00"),
    },
    "unknown": {
        "packed.svgz": gzip.compress(SVG),
        "wide.svg": SVG.decode().encode("utf-16"),
        "seven.7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
        "roll.rar": b"Rar!\x1a\x07\x01\x00",
        "flash.swf": b"CWS\x0a\x00\x01\x00\x00",
        "layers.psd": b"8BPS\x00\x01" + bytes(20),
        "bits.bmp": b"BM\x46\x00\x00\x00" + bytes(60),
        "sign.ico": b"\x00\x00\x01\x00\x01\x00" + bytes(20),
        "large.jxl": b"\xff\x0a\x00\x00",
        "wave.jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n",
        "light.exr": b"v/1\x01\x02\x00\x00\x00",
        "scan.dcm": bytes(128) + b"DICM",
        "big.tiff": b"II+\x00\x08\x00\x00\x00",
        "glyphs.ttf": b"\x00\x01\x00\x00\x00\x10",
        "table.db": b"SQLite format 3\x00",
        "film.avi": b"RIFF\x10\x00\x00\x00AVI LIST",
        "film.flv": b"FLV\x01\x05\x00\x00\x00\x09",
        "film.wmv": bytes.fromhex("3026b2758e66cf11") + bytes(30),
        "film.mpg": b"\x00\x00\x01\xba\x44\x00",
        "film.ts": (b"G\x40\x00\x10" + bytes(184)) * 4,
        "tune.mid": b"MThd\x00\x00\x00\x06\x00\x01",
        "tune.aiff": b"FORM\x00\x00\x00\x10AIFF",
        "tune.amr": b"#!AMR\n\x00\x00",
        "class.png": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
        "wasm.jpg": b"\x00asm\x01\x00\x00\x00",
        "zeros.mp4": bytes(100_000),
        "one.jpg": b"\x00",
    },
}
STARTS = {
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "gif": b"GIF89a\x10\x00\x10\x00",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8L",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2",
    "cr3": b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom",
    "mov": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ",
    "mkv": b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska",
    "webm": b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm",
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00",
    "m4a": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A isom",
    "aac": b"\xff\xf1\x50\x80\x00\x1f\xfc",
    "ogg": b"OggS\x00\x02" + bytes(20),
    "flac": b"fLaC\x00\x00\x00\x22",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}

FILES: list[Odd] = [of_bytes(name, content, NOT_ALLOWED, found=word) for word, group in WORDS.items() for name, content in group.items()]
FILES += [of_bytes(f"start-{name}.{name}", start, BROKEN) for name, start in STARTS.items()]
FILES += [of_bytes(f"script-{name}.{name}", start + SCRIPT * 40, BROKEN) for name, start in STARTS.items()]
FILES += [
    of_bytes("phone.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", BROKEN),
]
