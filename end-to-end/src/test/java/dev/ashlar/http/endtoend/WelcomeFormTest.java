package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The welcome site's form in a real browser, under its own Content-Security-Policy.
class WelcomeFormTest {
  @RegisterExtension static final SharedServer SERVER = SharedServer.ofWelcomeSite();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String SEND =
      """
      const result = document.getElementById("result");
      new MutationObserver(() => done(result.innerText)).observe(result, { childList: true });
      document.getElementById("document").value = %s;
      document.querySelector("#upload-form button").click();
      """;

  private static final String FOLLOW =
      """
      const link = document.querySelector("#result a").href;
      fetch(link).then((response) => response.text()).then(done);
      """;

  private static final String MARKED =
      """
      const text = document.getElementById("document");
      done(text.value.substring(text.selectionStart, text.selectionEnd));
      """;

  /// Chooses a file, and is done with what appears: its text, or why not.
  private static final String CHOOSE =
      """
      const result = document.getElementById("result");
      const text = document.getElementById("document");
      new MutationObserver(() => done(result.innerText)).observe(result, { childList: true });
      text.addEventListener("focus", () => done(text.value));
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array([%2$s])], "%1$s"));
      const input = document.getElementById("file");
      input.files = chosen.files;
      input.dispatchEvent(new Event("change"));
      """;

  @Test
  void storesADocumentAndLinksToIt(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    String said = String.valueOf(BROWSER.run(SEND.formatted("'{\"stone\": \"slate\"}'")));
    assertTrue(said.startsWith("Stored at /uploads/"), said);
    assertEquals("{\"stone\": \"slate\"}", BROWSER.run(FOLLOW));
    assertEquals(List.of(), BROWSER.console());
  }

  @Test
  void saysWhereADocumentIsWrong(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    String said = String.valueOf(BROWSER.run(SEND.formatted("'{\"stone\": }'")));
    assertTrue(said.startsWith("400 "), said);
    assertEquals("document", BROWSER.run("done(document.activeElement.id)"));
    List<String> console = BROWSER.console();
    assertEquals(1, console.size(), console::toString);
    assertTrue(console.getFirst().contains("status of 400"), console::toString);
  }

  @Test
  void marksTheErrorAlsoBehindCharactersBeyondTheFirst65536(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    BROWSER.run(SEND.formatted("'{\"🧱🧱🧱\": 1,\\n \"🧱\" error}'"));
    assertEquals("e", BROWSER.run(MARKED));
    BROWSER.run(SEND.formatted("'[🧱]'"));
    assertEquals("🧱", BROWSER.run(MARKED));
    BROWSER.console();
  }

  @Test
  void doesNotChangeAFileThatIsNotUtf8IntoOneThatIs(AshlarProcess server) {
    BROWSER.open("http://" + server.authority() + "/");
    assertEquals(
        "latin1.json cannot be read: JSON has to be in UTF-8.",
        BROWSER.run(CHOOSE.formatted("latin1.json", "0x22, 0xe9, 0x22")));
    assertEquals("\"é\"", BROWSER.run(CHOOSE.formatted("utf8.json", "0x22, 0xc3, 0xa9, 0x22")));
    assertEquals(List.of(), BROWSER.console());
  }
}
