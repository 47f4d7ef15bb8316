package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A site as a real browser sees it: pages, pictures, modules, and a video that it seeks in.
class BrowserTest {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <title>A site</title>
      <link rel="icon" href="drawing.svg">
      <link rel="stylesheet" href="style/site.css">
      <script type="module" src="modules/main.js"></script>
      <img id="photo" src="photo.png" alt="">
      <img id="drawing" src="drawing.svg" alt="">
      <video id="video" src="red-then-blue.webm" muted preload="auto"></video>
      <p id="words">not yet</p>
      """;

  private static final String DRAWING =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20"/></svg>
      """;

  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(site ->
          site.file("index.html", PAGE)
              .file("style/site.css", "#words { color: rgb(1, 2, 3) }")
              .file(
                  "modules/main.js",
                  """
                  import { words } from "./words.js";
                  document.getElementById("words").textContent = words;
                  """)
              .file("modules/words.js", "export const words = \"said by a module\";")
              .file("drawing.svg", DRAWING)
              .file("photo.png", photo())
              .file("red-then-blue.webm", video()));

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static byte[] photo() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(40, 25, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Four seconds of red, then four of blue: 6 MB, most of it a void before the first picture,
  /// which a player skips with a range. Made by FFmpeg:
  ///
  /// ```
  /// ffmpeg -f lavfi -i color=c=red:s=64x48:r=5:d=4 -f lavfi -i color=c=blue:s=64x48:r=5:d=4 \
  ///   -filter_complex concat=n=2:v=1 -c:v libvpx -b:v 20k -g 5 -reserve_index_space 6000000 \
  ///   -bitexact red-then-blue.webm
  /// ```
  private static byte[] video() {
    try (InputStream resource = BrowserTest.class.getResourceAsStream("red-then-blue.webm.gz");
        InputStream video = new GZIPInputStream(Objects.requireNonNull(resource))) {
      return video.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void showsPagesPicturesAndModules(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    assertEquals("said by a module", BROWSER.text().strip());
    assertEquals(
        List.of(40L, 25L, 30L, 20L, "rgb(1, 2, 3)"),
        BROWSER.run(
            """
            const { photo, drawing, words } = window;
            done([photo.naturalWidth, photo.naturalHeight, drawing.naturalWidth,
              drawing.naturalHeight, getComputedStyle(words).color]);
            """));
    assertEquals(List.of(), BROWSER.console());
  }

  @Test
  void seeksInAVideoByRange(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    assertEquals("blue", colourAt(6.5));
    assertEquals("red", colourAt(1.5));
    assertEquals("blue", colourAt(7));
    assertEquals(List.of(), BROWSER.console());
    List<String> ranges = BROWSER.rangesAskedFor();
    assertTrue(
        ranges.stream().anyMatch(range -> !range.startsWith("bytes=0-")),
        () -> "the player has skipped nothing: " + ranges);
  }

  /// Seeks, and says which colour the picture there has.
  private static @Nullable Object colourAt(double seconds) {
    return BROWSER.run(
        """
        const video = document.getElementById("video");
        video.onerror = () => done(video.error.message);
        video.onseeked = () => {
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = 1;
          const context = canvas.getContext("2d");
          context.drawImage(video, 0, 0, 1, 1);
          const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
          done(red > 200 && blue < 50 ? "red" : blue > 200 && red < 50 ? "blue" : `${red} ${blue}`);
        };
        const seek = () => { video.currentTime = %s; };
        if (video.readyState > 0) seek(); else video.onloadedmetadata = seek;
        """
            .formatted(seconds));
  }
}
