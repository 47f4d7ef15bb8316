package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  private final MediaTypes types = MediaTypes.load();

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "INDEX.HTML, text/html; charset=utf-8",
    "style.css, text/css; charset=utf-8",
    "app.js, text/javascript; charset=utf-8",
    "app.mjs, text/javascript; charset=utf-8",
    "app.min.js, text/javascript; charset=utf-8",
    "app.js.map, application/json",
    "data.json, application/json",
    "notes.md, text/markdown; charset=utf-8",
    "notes.txt, text/plain; charset=utf-8",
    "table.csv, text/csv; charset=utf-8",
    "feed.xml, application/xml",
    "config.yaml, application/yaml",
    "module.wasm, application/wasm",
    "app.webmanifest, application/manifest+json",
    "picture.png, image/png",
    "picture.jpg, image/jpeg",
    "picture.webp, image/webp",
    "picture.avif, image/avif",
    "picture.svg, image/svg+xml",
    "favicon.ico, image/x-icon",
    "film.mp4, video/mp4",
    "film.webm, video/webm",
    "film.3gp, video/3gpp",
    "film.3g2, video/3gpp2",
    "tune.mid, audio/midi",
    "tune.midi, audio/midi",
    "segment.ts, video/mp2t",
    "captions.vtt, text/vtt; charset=utf-8",
    "sound.mp3, audio/mpeg",
    "font.woff2, font/woff2",
    "paper.pdf, application/pdf",
    "archive.zip, application/zip",
    "archive.tar.gz, application/gzip",
    "sheet.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "LICENSE, application/octet-stream",
    "odd., application/octet-stream",
    "odd.no-such-thing, application/octet-stream"
  })
  void knowsTheTypeOfAName(String name, String type) {
    assertEquals(type, types.of(name));
  }

  @Test
  void hasTheWholeTable() {
    assertTrue(types.size() > 1400, "only " + types.size());
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=utf-8, true, false",
    "application/json, true, false",
    "image/svg+xml, true, false",
    "application/wasm, true, false",
    "font/ttf, true, false",
    "application/octet-stream, false, false",
    "application/x-tar, false, false",
    "image/png, false, true",
    "video/mp4, false, true",
    "audio/ogg, false, true",
    "font/woff2, false, true",
    "application/zip, false, true"
  })
  void knowsWhatShrinks(String type, boolean compressible, boolean compressed) {
    assertEquals(compressible, MediaTypes.isCompressible(type));
    assertEquals(compressed, MediaTypes.isCompressed(type));
  }
}
