package dev.ashlar.http.protocol.differential;

import java.util.List;

/// What two readings of the same octets have to do with each other.
enum Comparison {
  /// The same messages, and then the same refusal, or the same wait for more.
  SAME,
  /// The same messages up to where we refuse to go on. No harm can come of it.
  WE_REFUSE,
  /// The same messages up to where they refuse. Why we go on has to be explained.
  THEY_REFUSE,
  /// Other messages: with one of the parsers behind the other, requests can be smuggled.
  DIFFERENT;

  static Comparison of(Reading ours, Reading theirs) {
    int common = Math.min(ours.messages().size(), theirs.messages().size());
    if (!first(ours, common).equals(first(theirs, common))) {
      return DIFFERENT;
    }
    boolean weStop = ours.messages().size() == common && ours.refused();
    boolean theyStop = theirs.messages().size() == common && theirs.refused();
    if (weStop || theyStop) {
      return weStop && theyStop ? SAME : weStop ? WE_REFUSE : THEY_REFUSE;
    }
    return ours.equals(theirs) ? SAME : DIFFERENT;
  }

  private static List<Reading.Message> first(Reading reading, int count) {
    return reading.messages().subList(0, count);
  }
}
