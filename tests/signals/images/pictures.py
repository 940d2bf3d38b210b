"""Synthetic pictures, plain or with metadata and content credentials, made by other people's code."""

import io
import json
import zlib
from datetime import UTC, datetime, timedelta

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from optout.signals.images.permission import PLUS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def xmp(inside: str = "", attributes: str = "") -> bytes:
    """A packet of one description."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" '
        f'xmlns:plus="{PLUS}" xmlns:dc="http://purl.org/dc/elements/1.1/"{attributes}>{inside}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def png_with(*texts: bytes, packed: bool = False) -> bytes:
    """A PNG with these XMP packets as they are; ``packed`` says that they are compressed."""
    plain = picture("PNG")
    return plain[:33] + b"".join(_text_chunk(one, packed) for one in texts) + plain[33:]


def _text_chunk(text: bytes, packed: bool) -> bytes:
    body = b"iTXtXML:com.adobe.xmp\0" + (b"\1" if packed else b"\0") + b"\0\0\0" + text
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def jpeg_with(*segments: bytes) -> bytes:
    """A JPEG that begins with these APP1 segments."""
    plain = picture("JPEG")
    told = (b"\xff\xe1" + (len(one) + 2).to_bytes(2, "big") + one for one in segments)
    return plain[:2] + b"".join(told) + plain[2:]


def picture(
    kind: str, xmp: bytes | None = None, *, lossless: bool = False, alpha: bool = False
) -> bytes:
    """A small picture in a format of Pillow's, with this XMP packet where one is given."""
    colour = (200, 30, 60, 100) if alpha else (200, 30, 60)
    made = Image.new("RGBA" if alpha else "RGB", (33, 17), colour)
    options: dict[str, object] = {"lossless": True} if lossless else {}
    if xmp is not None and kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        options["pnginfo"] = info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    elif xmp is not None:
        options["xmp"] = xmp
    out = io.BytesIO()
    made.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        return opened.tobytes()


def xmp_by_pillow(content: bytes) -> str:
    """The XMP as an independent reader finds it."""
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        found = opened.info.get("xmp") or opened.info["XML:com.adobe.xmp"]
    return found if isinstance(found, str) else found.decode()


def signed(content: bytes, media_type: str, assertions: list[dict[str, object]]) -> bytes:
    """The picture with content credentials of an invented signer."""
    chain, key = _certificate()
    info = c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, key, None)
    signer = c2pa.Signer.from_info(info)
    manifest = {
        "claim_generator_info": [{"name": "test", "version": "1"}],
        "format": media_type,
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.created",
             "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}]}},
            *assertions,
        ],
    }  # fmt: skip
    settings = c2pa.Settings.from_dict({"verify": {"verify_after_sign": False, "ocsp_fetch": False}})
    out = io.BytesIO()
    with c2pa.Builder(json.dumps(manifest), context=c2pa.Context(settings)) as builder:
        builder.sign(signer, media_type, io.BytesIO(content), out)
    return out.getvalue()


def _certificate() -> tuple[bytes, bytes]:
    """A chain of two for ES256, with the purposes that C2PA asks for, and the signer's key; PEM."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = _name("Invented root"), _name("Invented signer")
    root = _issued(root_name, root_name, root_key, root_key, is_authority=True)
    leaf = _issued(name, root_name, key, root_key, is_authority=False)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return leaf.public_bytes(pem) + root.public_bytes(pem), private


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _issued(
    name: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    is_authority: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    if not is_authority:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(purposes, critical=False)
    return made.sign(by, hashes.SHA256())


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
