package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request target, with the methods that decide about its form.
public final class FuzzTarget {
  private static final List<String> METHODS = List.of("GET", "OPTIONS", "CONNECT");

  private FuzzTarget() {}

  /// Judges a target.
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    for (String method : METHODS) {
      RequestHead head = parse(method, text);
      if (head != null) {
        judge(method, text, head);
      }
    }
  }

  private static void judge(String method, String text, RequestHead head) {
    RequestTarget target = head.target();
    Claim.same(method + " " + text + " HTTP/1.1", head.requestLine(), "request line");
    Claim.holds(text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '#'), "octets");
    switch (target) {
      case RequestTarget.OriginForm origin -> {
        Claim.same(text, origin.render(), "origin form");
        Claim.same(origin.path(), head.rawPath(), "path");
        Claim.same(origin.query(), head.rawQuery(), "query");
        Claim.holds(origin.path().startsWith("/") && !method.equals("CONNECT"), "origin form");
      }
      case RequestTarget.AbsoluteForm absolute -> {
        Claim.holds(absolute.scheme().toLowerCase(Locale.ROOT).matches("https?"), "scheme");
        Claim.same(absolute.authority(), head.authority(), "authority");
        boolean server =
            method.equals("OPTIONS") && absolute.path().isEmpty() && absolute.query() == null;
        Claim.same(server, head.rawPath().equals("*"), "the server as a whole");
        Claim.holds(
            (server || head.rawPath().startsWith("/")) && !method.equals("CONNECT"),
            "absolute form");
      }
      case RequestTarget.AuthorityForm authority -> {
        Claim.same(authority.authority(), head.authority(), "authority");
        Claim.same("CONNECT", method, "authority form");
      }
      case RequestTarget.AsteriskForm asterisk -> Claim.same("OPTIONS*", method + text, "asterisk");
    }
    RequestHead again = parse(method, target.render());
    Claim.same(target, again == null ? null : again.target(), "rendered");
  }

  private static @Nullable RequestHead parse(String method, String target) {
    String request = method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    Outcome outcome = Feed.whole(request.getBytes(StandardCharsets.ISO_8859_1), Limits.DEFAULT);
    // What has line ends in it is another target's business.
    return outcome.messages().isEmpty() || target.contains("\n")
        ? null
        : outcome.messages().getFirst().head();
  }
}
