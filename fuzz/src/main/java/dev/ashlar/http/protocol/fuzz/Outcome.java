package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.ParseResult;
import java.util.List;
import java.util.stream.Collectors;

/// What came of some octets.
///
/// @param messages those that are complete
/// @param begun what is known of the one that is not: its head, and the content so far
/// @param last that more is needed, or what is wrong
record Outcome(List<Message> messages, String begun, ParseResult last) {
  String description() {
    return messages.stream().map(Message::description).collect(Collectors.joining("\n\n"))
        + "\n\n"
        + begun
        + "\n"
        + last;
  }
}
