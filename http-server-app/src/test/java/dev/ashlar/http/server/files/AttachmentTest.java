package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentTest {
  @ParameterizedTest
  @CsvSource({
    "download, true",
    "download=, true",
    "download=1, true",
    "a=b&download, true",
    "download&a=b, true",
    "a&download=x&b, true",
    "'', false",
    "downloads, false",
    "a=download, false",
    "nodownload, false",
    "Download, false",
    "&&, false"
  })
  void isWantedWhereTheQueryHasTheParameter(String query, boolean wanted) {
    assertEquals(wanted, Attachment.isWanted(query));
  }

  @Test
  void isNotWantedWithoutAQuery() {
    assertFalse(Attachment.isWanted(null));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "a.txt | attachment; filename=\"a.txt\"",
        "a b;c.txt | attachment; filename=\"a b;c.txt\"",
        "a\"b.txt | attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
        "100%.txt | attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
        "\u20ac.txt | attachment; filename=\"_.txt\"; filename*=UTF-8''%E2%82%AC.txt"
      },
      delimiter = '|')
  void namesTheFile(String name, String value) {
    assertEquals(value, Attachment.disposition(name));
  }
}
