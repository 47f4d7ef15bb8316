package dev.ashlar.http.protocol.differential;

import java.util.ArrayList;
import java.util.List;

/// One connection's parser, fed octet by octet, so that it is known at which octet each head and
/// each message ends. Made anew for each input.
abstract class Reader {
  private final List<Reading.Message> messages = new ArrayList<>();
  private final StringBuilder content = new StringBuilder();
  private int position;
  private int headEnd = -1;
  private boolean refused;

  final Reading read(byte[] octets) {
    while (position < octets.length && !refused) {
      byte octet = octets[position++];
      accept(octet);
    }
    Reading reading = new Reading(messages, refused, headEnd);
    close();
    return reading;
  }

  /// Gives one octet to the parser, and reports what it says about it.
  abstract void accept(byte octet);

  /// Gives back what the parser holds.
  void close() {}

  final boolean isRefused() {
    return refused;
  }

  final void head() {
    headEnd = position;
  }

  final void content(String octets) {
    content.append(octets);
  }

  final void end() {
    if (!refused) {
      messages.add(new Reading.Message(headEnd, position, content.toString()));
    }
    headEnd = -1;
    content.setLength(0);
  }

  final void refuse() {
    refused = true;
  }
}
