package dev.ashlar.http.protocol.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which octets are one message: where its content begins, where it ends, where the next message
/// begins. About a message that we accept, neither Netty nor Jetty ever says anything else, nor
/// does anything that takes what we accept for what it is.
///
/// CONNECT is not among the messages: what follows its head depends on the answer.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FramingComparisonTest {
  private static final int MESSAGES = 20_000;
  private static final long SEED = 9112;
  private static final List<Case> CASES = new ArrayList<>();

  @BeforeAll
  static void readEveryMessageWithEveryParser() {
    AmbiguousMessages messages = new AmbiguousMessages(SEED);
    Set<String> distinct = new LinkedHashSet<>();
    while (distinct.size() < MESSAGES) {
      distinct.add(new String(messages.next(), StandardCharsets.ISO_8859_1));
    }
    distinct.forEach(message -> CASES.add(Case.of(message)));
  }

  private static List<Case> cases(Predicate<Case> predicate) {
    return CASES.stream().filter(predicate).toList();
  }

  /// Each of the others has to take part: a reader that refused everything would agree to all.
  @ParameterizedTest
  @EnumSource(Other.class)
  void everyMessageIsComparedWithEveryParser(Other other) {
    Map<Comparison, Integer> found = new EnumMap<>(Comparison.class);
    for (Case each : CASES) {
      Reading theirs = Objects.requireNonNull(each.theirs().get(other));
      found.merge(Comparison.of(each.ours(), theirs), 1, Integer::sum);
    }
    assertEquals(MESSAGES, found.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(MESSAGES >= 10_000);
    int accepted = cases(each -> readsTwo(each.theirs().get(other))).size();
    assertTrue(accepted > MESSAGES / 10, () -> "two messages: " + accepted + ", " + found);
  }

  private static boolean readsTwo(@Nullable Reading reading) {
    return reading != null && reading.messages().size() == 2;
  }

  @Test
  void messagesWeAcceptAreNeverDelimitedDifferently() {
    assertEquals(List.of(), cases(each -> each.is(Comparison.DIFFERENT)));
  }

  @Test
  void messagesThatOnlyOthersRefuseAreExplained() {
    Set<Explanation> used = EnumSet.noneOf(Explanation.class);
    List<Case> unexplained = new ArrayList<>();
    for (Case each : cases(any -> any.is(Comparison.THEY_REFUSE))) {
      List<Explanation> explanations =
          Arrays.stream(Explanation.values()).filter(e -> e.appliesTo(each.message())).toList();
      used.addAll(explanations);
      if (explanations.isEmpty()) {
        unexplained.add(each);
      }
    }
    assertEquals(List.of(), unexplained);
    assertEquals(EnumSet.allOf(Explanation.class), used, "explanations that explain something");
  }

  @Test
  void messagesAreAmbiguousIndeed() {
    int delimitedDifferently = cases(Case::isDelimitedDifferentlyByOthers).size();
    int refused = cases(each -> each.is(Comparison.WE_REFUSE)).size();
    String figures =
        "delimited differently by others: "
            + delimitedDifferently
            + ", refused by us and accepted by another: "
            + refused;
    assertTrue(delimitedDifferently > 500, figures);
    assertTrue(refused > 2_000, figures);
  }

  @Test
  void enoughMessagesAreAccepted() {
    int two = cases(each -> readsTwo(each.ours())).size();
    int content = cases(each -> hasContent(each.ours().messages())).size();
    assertTrue(two > MESSAGES / 10, "two messages: " + two);
    assertTrue(content > MESSAGES / 10, "content: " + content);
  }

  private static boolean hasContent(List<Reading.Message> messages) {
    return !messages.isEmpty() && !messages.getFirst().content().isEmpty();
  }
}
