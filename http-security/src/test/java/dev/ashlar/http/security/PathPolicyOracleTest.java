package dev.ashlar.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares the policy with a second one that is slow and obvious, on paths put together from what
/// is awkward.
class PathPolicyOracleTest {
  private static final long SEED = 20_261_123;
  private static final int PATHS = 200_000;

  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          "/",
          "a",
          "b.txt",
          "Z",
          "~",
          ".",
          ".",
          "..",
          "...",
          ".well-known",
          "C:",
          ":",
          "\\",
          "%5c",
          "%5C",
          "%2f",
          "%2F",
          "%2e",
          "%2E",
          "%25",
          "%252e",
          "%",
          "%4",
          "%zz",
          "%00",
          "%0a",
          "%7f",
          "%c2%80",
          "%C3%A9",
          "%c3",
          "%a9",
          "%E2%82%AC",
          "%e2%82",
          "%F0%9F%98%80",
          "%f0%9f",
          "%c0%ae",
          "%ed%a0%80",
          "%f4%90%80%80",
          "%FF",
          "%3A",
          "%43",
          " ",
          "?",
          "#",
          "[",
          "\u00e9",
          "\u007f",
          "\n",
          "+",
          "%20",
          "%41");

  /// What the policy and the oracle have to agree on.
  private sealed interface Judgement {
    record Names(List<String> segments, boolean folder) implements Judgement {}

    record Status(int status) implements Judgement {}
  }

  @Test
  void agreesWithTheOracle() {
    Random random = new Random(SEED);
    PathPolicy policy = new PathPolicy();
    Map<PathViolation, Integer> refused = new EnumMap<>(PathViolation.class);
    int allowed = 0;
    for (int i = 0; i < PATHS; i++) {
      String rawPath = randomPath(random);
      PathVerdict verdict = policy.judge(rawPath);
      assertEquals(oracle(rawPath), judgement(verdict), () -> "seed " + SEED + ": " + rawPath);
      if (verdict instanceof PathVerdict.Refused(PathViolation violation)) {
        refused.merge(violation, 1, Integer::sum);
      } else {
        allowed++;
      }
    }
    // The comparison is worth something only if every verdict came up often.
    int leastOften =
        Stream.of(PathViolation.values()).mapToInt(v -> refused.getOrDefault(v, 0)).min().orElse(0);
    assertTrue(leastOften > 100 && allowed > 1_000, () -> "too few of one kind: " + refused);
  }

  private static String randomPath(Random random) {
    int pieces = random.nextInt(7);
    return Stream.concat(
            random.nextInt(20) == 0 ? Stream.empty() : Stream.of("/"),
            Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size()))).limit(pieces))
        .collect(Collectors.joining());
  }

  private static Judgement judgement(PathVerdict verdict) {
    return switch (verdict) {
      case PathVerdict.Allowed(List<String> segments, boolean folder) ->
          new Judgement.Names(segments, folder);
      case PathVerdict.Refused(PathViolation violation) -> new Judgement.Status(violation.status());
    };
  }

  private static Judgement oracle(String rawPath) {
    if (!rawPath.matches("([A-Za-z0-9._~!$&'()*+,;=:@/\\\\-]|%[0-9A-Fa-f]{2})*+")) {
      return new Judgement.Status(400);
    }
    if (!rawPath.startsWith("/")) {
      return rawPath.matches("[A-Za-z]:.*") ? oracle("/" + rawPath) : new Judgement.Status(400);
    }
    List<String> raw = new ArrayList<>(Arrays.asList(rawPath.substring(1).split("/", -1)));
    if (raw.getLast().isEmpty()) {
      raw.removeLast();
    }
    List<String> names = new ArrayList<>();
    for (String segment : raw) {
      byte[] octets = octets(segment);
      String name = new String(octets, UTF_8);
      // What is malformed is decoded to U+FFFD, which does not encode to what it came from.
      if (!Arrays.equals(octets, name.getBytes(UTF_8))
          || name.matches("(?s).*[\\x00-\\x1f\\x7f-\\x9f].*")) {
        return new Judgement.Status(400);
      }
      names.add(name);
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean wellKnown = i == 0 && name.equals(".well-known");
      if (name.isEmpty()
          || name.matches(".*[/\\\\].*|[A-Za-z]:.*")
          || (name.startsWith(".") && !wellKnown)) {
        return new Judgement.Status(403);
      }
    }
    return new Judgement.Names(names, rawPath.endsWith("/"));
  }

  private static byte[] octets(String segment) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    String rest = segment;
    while (!rest.isEmpty()) {
      boolean encoded = rest.startsWith("%");
      octets.write(encoded ? Integer.parseInt(rest.substring(1, 3), 16) : rest.charAt(0));
      rest = rest.substring(encoded ? 3 : 1);
    }
    return octets.toByteArray();
  }
}
