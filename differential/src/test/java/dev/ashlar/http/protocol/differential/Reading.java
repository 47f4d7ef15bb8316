package dev.ashlar.http.protocol.differential;

import java.util.List;

/// How a parser delimits the messages in some octets.
///
/// @param messages those that are complete, up to where it refuses to go on
/// @param refused whether it does
/// @param begunHeadEnd the offset behind the head of the message that is not complete; -1 if even
///   its head is not
record Reading(List<Message> messages, boolean refused, int begunHeadEnd) {
  /// Where one message is.
  ///
  /// @param headEnd the offset behind its head
  /// @param end the offset behind its last octet
  /// @param content without transfer coding, one character for each octet
  record Message(int headEnd, int end, String content) {}

  Reading {
    messages = List.copyOf(messages);
  }
}
