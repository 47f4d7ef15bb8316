package dev.ashlar.http.server.json;

import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.json.JsonVerdict.Reason;
import dev.ashlar.http.server.json.JsonVerdict.Valid;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says whether content is one JSON text by RFC 8259, in UTF-8 without a byte-order mark, within
/// [JsonLimits].
///
/// Parsson parses; [JsonText] in front of it and the walk over its events make it strict:
///
/// | where RFC 8259 leaves a choice | here |
/// |---|---|
/// | a byte-order mark (§8.1) | refused |
/// | encodings other than UTF-8 (§8.1) | refused |
/// | malformed UTF-8: overlong, surrogates, beyond U+10FFFF | refused |
/// | a scalar as the whole text (§2) | accepted |
/// | the same name twice in an object (§4) | refused, unless allowed |
/// | escapes of lone surrogates, such as `"\ud800"` (§8.2) | accepted: the grammar allows them |
/// | numbers that a double cannot hold, such as `1e999` (§6) | accepted |
/// | U+0000 as an escape, noncharacters, U+007F | accepted |
/// | depth, number of values, length of strings and numbers (§9) | limited |
///
/// The corpus in `src/test/resources/json` has documents for each row, and says why.
///
/// Immutable; safe for all threads. The parser is looked up when the first text is checked, not
/// when the server starts.
public final class JsonChecker {
  private final JsonLimits limits;

  /// @param limits beyond which a text is refused
  public JsonChecker(JsonLimits limits) {
    this.limits = limits;
  }

  /// Content that can be read from its beginning more than once.
  @FunctionalInterface
  public interface Source {
    /// Opens it at its beginning.
    ReadableByteChannel open() throws IOException;

    /// How long it is, in bytes, if that is known: no buffer has to be larger.
    default long length() {
      return Long.MAX_VALUE;
    }

    /// How large a buffer for it has to be.
    ///
    /// @param most in bytes, for what is longer
    default int bufferSize(int most) {
      return Math.clamp(length(), 1, most);
    }
  }

  /// Reads the content and judges it. Memory is bounded by the limits, whatever its length.
  ///
  /// @throws IOException if the content cannot be read
  public JsonVerdict check(Source source) throws IOException {
    try (ReadableByteChannel content = source.open()) {
      JsonText text = new JsonText(content, source.bufferSize(JsonText.BUFFER), limits);
      Stop stop = walk(text);
      Invalid fault = text.fault();
      if (fault != null) {
        return fault;
      }
      if (stop == null) {
        return Valid.INSTANCE;
      }
      if (text.ended() || stop.offset >= text.count()) {
        return text.invalidNext(text.count() == 0 ? "The content is empty" : "The text is cut off");
      }
      return locate(source, stop);
    }
  }

  /// Where the parser stopped.
  ///
  /// @param offset how many characters came before
  /// @param reason why; null where the grammar was broken
  private record Stop(long offset, @Nullable Reason reason) {}

  private @Nullable Stop walk(JsonText text) throws IOException {
    try (JsonParser parser = Parsers.FACTORY.createParser(text)) {
      LimitedWalk walk = new LimitedWalk(limits);
      while (parser.hasNext()) {
        Reason refused = walk.step(parser.next(), parser);
        if (refused != null) {
          return new Stop(parser.getLocation().getStreamOffset() - 1, refused);
        }
      }
      return null;
    } catch (JsonParsingException e) {
      return new Stop(e.getLocation().getStreamOffset(), null);
    } catch (JsonException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw e;
    }
  }

  /// Reads once more up to an offset, now counting lines and columns as people do: Parsson's own
  /// are those of a token's end, and wrong at the end of the input.
  private Invalid locate(Source source, Stop stop) throws IOException {
    try (ReadableByteChannel content = source.open()) {
      JsonText text = new JsonText(content, source.bufferSize(JsonText.BUFFER), limits);
      char[] skipped = new char[1024];
      long left = stop.offset + 1;
      while (left > 0) {
        int read = text.read(skipped, 0, (int) Math.min(left, skipped.length));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return text.invalidLast(stop.reason);
    }
  }

  /// Made when the first text is checked: finding the provider takes longer than checking.
  private static final class Parsers {
    /// Parsson's own limits lie beyond those of [LimitedWalk], which know a better answer than an
    /// exception.
    static final JsonParserFactory FACTORY =
        JsonProvider.provider()
            .createParserFactory(
                Map.of(
                    "org.eclipse.parsson.maxDepth",
                    JsonLimits.MAX_DEPTH + 10,
                    "org.eclipse.parsson.maxParsingLimit",
                    Integer.MAX_VALUE));
  }
}
