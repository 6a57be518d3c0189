use proptest::prelude::*;
use ventanilla_channels::MediaError;
use ventanilla_channels::whatsapp::{check_media, max_bytes};
use ventanilla_domain::MediaKind::{self, Audio, Document, Image, Sticker, Video};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 \0\0";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0";
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1\0\0\0\0";
const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2\0\0\0\0";
const M4V: &[u8] = b"\0\0\0\x18ftypM4V \0\0\0\0isomiso2\0\0\0\0";
const THREE_GP: &[u8] = b"\0\0\0\x18ftyp3gp5\0\0\0\x003gp53gp4\0\0\0\0";
const MOV: &[u8] = b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\0";
const M4A: &[u8] = b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom\0\0\0\0";
const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01";
const MP3: &[u8] = b"ID3\x03\0\0\0\0\0\x21TIT2";
const AMR: &[u8] = b"#!AMR\n\x3c\0\0\0\0\0\0";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetype";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const ELF: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0";
const HTML: &[u8] = b"<!DOCTYPE html><script>alert(1)</script>";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn real(kind: MediaKind, declared: &str, bytes: &[u8]) -> Option<String> {
    match check_media(kind, Some(declared), bytes, 1_000) {
        Ok(real) => Some(real),
        Err(MediaError::WrongType { .. }) => None,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn the_bytes_decide_what_a_file_is() {
    let table: [(MediaKind, &str, &[u8], Option<&str>); 32] = [
        (Image, "image/jpeg", JPEG, Some("image/jpeg")),
        (Image, "image/jpeg", PNG, Some("image/png")),
        (Image, "IMAGE/WEBP", WEBP, Some("image/webp")),
        (Image, "image/jpeg", GIF, None),
        (Image, "image/jpeg", PDF, None),
        (Image, "image/jpeg", EXE, None),
        (Image, "image/jpeg", HTML, None),
        (Image, "image/jpeg", b"", None),
        (Image, "image/jpeg", b"hola", None),
        (Sticker, "image/webp", WEBP, Some("image/webp")),
        (Sticker, "image/webp", PNG, None),
        (Video, "video/mp4", MP4, Some("video/mp4")),
        (Video, "video/mp4", M4V, Some("video/mp4")),
        (Video, "video/3gpp", THREE_GP, Some("video/3gpp")),
        (Video, "video/mp4", MOV, Some("video/quicktime")),
        (Video, "video/mp4", OGG, None),
        (Audio, "audio/ogg; codecs=opus", OGG, Some("audio/ogg")),
        (Audio, "audio/mpeg", MP3, Some("audio/mpeg")),
        (Audio, "audio/amr", AMR, Some("audio/amr")),
        (Audio, "audio/mp4", M4A, Some("audio/mp4")),
        (Audio, "audio/mp4", MP4, Some("audio/mp4")),
        (Audio, "audio/ogg", MP4, None),
        (Document, "application/pdf", PDF, Some("application/pdf")),
        (Document, "image/jpeg", JPEG, Some("image/jpeg")),
        (Document, "image/heic", HEIC, Some("image/heif")),
        (Document, "video/quicktime", MOV, Some("video/quicktime")),
        (Document, DOCX, ZIP, Some(DOCX)),
        (Document, "application/msword", OLE, Some("application/msword")),
        (Document, "application/zip", ZIP, None),
        (Document, "application/pdf", ELF, None),
        (Document, "text/plain", "Señor alcalde:\r\n".as_bytes(), Some("text/plain")),
        (Document, "text/plain", HTML, None),
    ];
    for (kind, declared, bytes, expected) in table {
        assert_eq!(real(kind, declared, bytes).as_deref(), expected, "{kind:?} {declared} {bytes:?}");
    }
}

#[test]
fn plain_text_is_text_even_when_cut_inside_a_letter() {
    let cut = &"año".as_bytes()[..2];
    assert_eq!(real(Document, "text/plain", cut).as_deref(), Some("text/plain"));
    assert_eq!(real(Document, "text/csv", b"a,b\n1,2\n").as_deref(), Some("text/plain"));
    assert_eq!(real(Document, "text/plain", b"a\0b"), None);
    assert_eq!(real(Document, "text/plain", b"a\xff\xfeb"), None);
    assert_eq!(real(Document, "application/pdf", b"hola"), None);
}

#[test]
fn sizes_go_by_kind_and_real_type() {
    let table = [
        (Image, "image/jpeg", JPEG, 10_000_000),
        (Document, "image/jpeg", JPEG, 20_000_000),
        (Document, "application/pdf", PDF, 20_000_000),
        (Video, "video/mp4", MP4, 64_000_000),
        (Document, "video/mp4", MP4, 64_000_000),
        (Audio, "audio/ogg", OGG, 16_000_000),
        (Sticker, "image/webp", WEBP, 500_000),
    ];
    for (kind, declared, bytes, limit) in table {
        assert!(check_media(kind, Some(declared), bytes, limit).is_ok(), "{kind:?}");
        let error = check_media(kind, Some(declared), bytes, limit + 1).unwrap_err();
        assert_eq!((error.reason(), error.is_retryable()), ("too_large", false), "{kind:?}");
        assert!(limit <= max_bytes(kind));
    }
}

#[test]
fn without_a_declared_type_the_bytes_are_enough() {
    assert_eq!(check_media(Image, None, JPEG, 1).unwrap(), "image/jpeg");
    assert_eq!(check_media(Document, None, b"hola", 4).unwrap_err().reason(), "wrong_type");
}

proptest! {
    #[test]
    fn any_bytes_do_not_panic(
        head in prop::sample::select(vec![JPEG, PNG, WEBP, MP4, ZIP, OLE, OGG, PDF, ELF, EXE, HEIC, MP3, b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0[Content_Types].xml"]),
        tail in prop::collection::vec(any::<u8>(), 0..600), cut in any::<prop::sample::Index>(), declared in any::<Option<String>>(),
    ) {
        let mut bytes = [head, &tail].concat();
        bytes.truncate(cut.index(bytes.len() + 1));
        for kind in [Image, Video, Audio, Document, Sticker] {
            let outcome = check_media(kind, declared.as_deref(), &bytes, 1);
            let expected = matches!(outcome, Ok(_) | Err(MediaError::WrongType { .. }));
            prop_assert!(expected, "{:?}", outcome);
        }
    }
}
