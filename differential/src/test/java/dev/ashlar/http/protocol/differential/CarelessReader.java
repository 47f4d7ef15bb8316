package dev.ashlar.http.protocol.differential;

import java.util.Locale;

/// A parser as nobody should write one: it refuses nothing, and makes the best of everything. What
/// the strict ones refuse it delimits in one way or the other, so it shows that the messages are
/// ambiguous and that the comparison sees it.
final class CarelessReader extends Reader {
  private enum State {
    HEAD,
    CONTENT,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS
  }

  private final boolean lengthWins;
  private final StringBuilder line = new StringBuilder();
  private State state = State.HEAD;
  private boolean begun;
  private boolean chunked;
  private long length = -1;
  private long left;

  /// @param lengthWins which of Content-Length and Transfer-Encoding counts when both are there,
  ///   and whether the last or the first of several lengths does
  CarelessReader(boolean lengthWins) {
    this.lengthWins = lengthWins;
  }

  @Override
  void accept(byte octet) {
    if (state == State.CONTENT || state == State.CHUNK_DATA) {
      content(String.valueOf((char) Byte.toUnsignedInt(octet)));
      left--;
      if (left == 0 && state == State.CONTENT) {
        complete();
      } else if (left == 0) {
        state = State.CHUNK_END;
      }
    } else if (octet == '\n') {
      String complete = line.toString().strip();
      line.setLength(0);
      accept(complete);
    } else {
      line.append((char) Byte.toUnsignedInt(octet));
    }
  }

  private void accept(String text) {
    switch (state) {
      case HEAD -> acceptHead(text);
      case CHUNK_SIZE -> {
        left = leadingNumber(text, 16);
        state = left == 0 ? State.TRAILERS : State.CHUNK_DATA;
      }
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILERS -> {
        if (text.isEmpty()) {
          complete();
        }
      }
      case CONTENT, CHUNK_DATA -> throw new AssertionError("these have no lines");
    }
  }

  private void acceptHead(String text) {
    if (!text.isEmpty()) {
      begun = true;
      acceptField(text.toLowerCase(Locale.ROOT));
    } else if (begun) {
      endHead();
    }
  }

  private void acceptField(String text) {
    String name = text.replaceFirst(":.*", "").strip();
    String value = text.replaceFirst(".*?:", "").strip();
    if (name.equals("transfer-encoding")) {
      chunked |= value.contains("chunked");
    } else if (name.equals("content-length") && (lengthWins || length < 0)) {
      length = leadingNumber(value, 10);
    }
  }

  private void endHead() {
    head();
    if (chunked && !(lengthWins && length >= 0)) {
      state = State.CHUNK_SIZE;
    } else if (length > 0) {
      left = length;
      state = State.CONTENT;
    } else {
      complete();
    }
  }

  private void complete() {
    end();
    state = State.HEAD;
    begun = false;
    chunked = false;
    length = -1;
  }

  /// What the text begins with, as far as it is a number; too large ones overflow.
  private static long leadingNumber(String text, int radix) {
    long number = 0;
    for (int i = 0; i < text.length() && Character.digit(text.charAt(i), radix) >= 0; i++) {
      number = number * radix + Character.digit(text.charAt(i), radix);
    }
    return Math.max(0, number);
  }
}
