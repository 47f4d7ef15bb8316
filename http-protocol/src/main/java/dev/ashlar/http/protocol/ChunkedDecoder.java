package dev.ashlar.http.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes the chunked transfer coding off (RFC 9112 §7.1), up to and without the trailer section.
///
/// ```text
///            ┌─────────────────────────────────────────────┐
///            ▼                                             │
///   START ▶ SIZE ▶ EXTENSIONS ▶ LINE_END ▶ DATA ▶ DATA_CR ▶ DATA_LF
///                                  │ size 0
///                                  ▼
///                                 DONE
/// ```
final class ChunkedDecoder {
  private static final int MAX_SIZE_DIGITS = 16;

  private enum State {
    START,
    SIZE,
    EXTENSIONS,
    LINE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    DONE
  }

  private final Limits limits;
  private final ChunkExtensions extensions = new ChunkExtensions();
  private State state = State.START;
  private int lineLength;
  private int sizeDigits;
  private long size; // of the chunk, as far as it is read; then what is left of it
  private long content;
  private long overhead;

  ChunkedDecoder(Limits limits) {
    this.limits = limits;
  }

  private void beginLine() {
    state = State.START;
    lineLength = 0;
    sizeDigits = 0;
    size = 0;
  }

  /// Returns the next content, or that more is needed, or what is wrong; null after the line of the
  /// last chunk, where the trailer section begins.
  @Nullable ParseResult next(ByteBuffer input) {
    while (input.hasRemaining()) {
      if (state == State.DATA) {
        return data(input);
      }
      Violation violation = accept(input.get());
      if (violation != null) {
        return violation.rejected();
      }
      if (state == State.DONE) {
        return null;
      }
    }
    return NeedsMore.INSTANCE;
  }

  private Content data(ByteBuffer input) {
    int from = input.position();
    int octets = (int) Math.min(size, input.remaining());
    size -= octets;
    if (size == 0) {
      state = State.DATA_CR;
    }
    input.position(from + octets);
    return new Content(input.slice(from, octets).asReadOnlyBuffer());
  }

  private @Nullable Violation accept(byte octet) {
    if (state == State.DATA_CR || state == State.DATA_LF) {
      return acceptDataEnd(octet);
    }
    if (++lineLength > limits.chunkLine()) {
      return Violation.CHUNK_LINE_TOO_LONG;
    }
    if (state == State.LINE_END) {
      return octet == Octets.LF ? judgeLine() : Violation.BARE_CR;
    }
    return switch (octet) {
      case Octets.CR -> acceptCr();
      case Octets.LF -> Violation.BARE_LF;
      default -> state == State.EXTENSIONS ? acceptExtension(octet) : acceptSize(octet);
    };
  }

  private @Nullable Violation acceptSize(byte octet) {
    int digit = Octets.hexValue(octet);
    if (digit < 0) {
      if (state == State.START || !(octet == ';' || Octets.isWhitespace(octet))) {
        return Violation.CHUNK_SIZE_MALFORMED;
      }
      state = State.EXTENSIONS;
      extensions.begin();
      return acceptExtension(octet);
    }
    state = State.SIZE;
    if (++sizeDigits > MAX_SIZE_DIGITS) {
      return Violation.CHUNK_SIZE_TOO_LONG;
    }
    size = size << 4 | digit;
    return null;
  }

  private @Nullable Violation acceptExtension(byte octet) {
    return extensions.accept(octet) ? null : Violation.CHUNK_EXTENSION_MALFORMED;
  }

  private @Nullable Violation acceptCr() {
    if (state == State.START) {
      return Violation.CHUNK_SIZE_MALFORMED;
    }
    if (state == State.EXTENSIONS && !extensions.mayEnd()) {
      return Violation.CHUNK_EXTENSION_MALFORMED;
    }
    state = State.LINE_END;
    return null;
  }

  /// Judges a complete line. A size of 16 digits may be negative as a `long`: larger than any
  /// limit.
  private @Nullable Violation judgeLine() {
    if (size < 0 || size > limits.content() - content) {
      return Violation.CONTENT_OVER_LIMIT;
    }
    content += size;
    int extensionOctets = lineLength - sizeDigits - 2;
    overhead = Math.max(0, overhead + extensionOctets - size);
    if (overhead > limits.chunkOverhead()) {
      return Violation.CHUNK_OVERHEAD_TOO_LARGE;
    }
    state = size == 0 ? State.DONE : State.DATA;
    return null;
  }

  private @Nullable Violation acceptDataEnd(byte octet) {
    if (octet != (state == State.DATA_CR ? Octets.CR : Octets.LF)) {
      return Violation.CHUNK_END_MISSING;
    }
    if (state == State.DATA_CR) {
      state = State.DATA_LF;
    } else {
      beginLine();
    }
    return null;
  }
}
