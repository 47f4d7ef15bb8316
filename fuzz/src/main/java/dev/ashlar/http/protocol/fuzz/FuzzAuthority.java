package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A host and a port, on their own, as a Host field and as the target of CONNECT: all three are
/// judged alike, but that CONNECT needs a port to connect to.
public final class FuzzAuthority {
  private FuzzAuthority() {}

  /// Judges an authority.
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    Authority authority = Authority.parse(text);
    if (authority != null) {
      Claim.same(authority, Authority.parse(authority.toString()), "rendered");
      Claim.same(authority, new Authority(authority.host(), authority.port()), "from its parts");
      Claim.holds(authority.toString().length() <= text.length(), "longer than received");
    }
    if (text.length() < 8000 && text.chars().allMatch(c -> c > ' ' && c != 0x7F)) {
      judgeHost(text, authority == null ? null : authority.toString());
      judgeConnect(text, authority == null || authority.port() < 1 ? null : authority.toString());
    }
  }

  private static void judgeHost(String text, @Nullable String expected) {
    Outcome outcome = parse("GET / HTTP/1.1\r\nHost: " + text + "\r\n\r\n");
    Claim.same(expected, authority(outcome), "as Host");
    Claim.holds(
        expected != null || outcome.last().equals(rejected(Violation.HOST_MALFORMED)), "refusal");
  }

  private static void judgeConnect(String text, @Nullable String expected) {
    Outcome outcome = parse("CONNECT " + text + " HTTP/1.1\r\nHost: a\r\n\r\n");
    Claim.same(expected, text.isEmpty() ? null : authority(outcome), "as a target");
  }

  private static Rejected rejected(Violation violation) {
    return new Rejected(violation);
  }

  private static @Nullable String authority(Outcome outcome) {
    return outcome.messages().isEmpty()
        ? null
        : Objects.toString(outcome.messages().getFirst().head().authority());
  }

  private static Outcome parse(String request) {
    return Feed.whole(request.getBytes(StandardCharsets.ISO_8859_1), Limits.DEFAULT);
  }
}
