package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WelcomeSiteTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  @RegisterExtension static final SharedServer SERVER = SharedServer.ofWelcomeSite();

  @Test
  void hasAllThatItsPageNeeds(AshlarProcess server) {
    String page = server.get("/").expect(200).text();
    Set<String> types = new HashSet<>();
    for (MatchResult reference : REFERENCE.matcher(page).results().toList()) {
      Reply reply = server.get("/" + reference.group(1)).expect(200);
      types.add(reply.field("Content-Type"));
      assertFalse(reply.text().isBlank());
    }
    assertEquals(
        Set.of("text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml"),
        types);
  }

  @Test
  void needsNoPermissionForInlineCodeOrForeignSources(AshlarProcess server) {
    String page = server.get("/").expect(200).text();
    for (String forbidden : new String[] {"<style", " style=", " onclick=", "<script>", "https:"}) {
      assertFalse(page.contains(forbidden), forbidden);
    }
  }

  @Test
  void sendsItsFormWhereUploadsAreTaken(AshlarProcess server) {
    assertTrue(server.get("/").text().contains("action=\"/uploads\" method=\"post\""));
    server.upload("{}").expect(201);
  }
}
