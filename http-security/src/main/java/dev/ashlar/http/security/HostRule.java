package dev.ashlar.http.security;

import dev.ashlar.http.security.host.HostName;
import dev.ashlar.http.security.host.IpLiteral;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host that a server answers to, beside the address on which the connection arrived.
///
/// Immutable, safe for use by any thread.
///
/// @param name a name, or an address, an IPv6 address in brackets; held in lower case and without
///   its trailing dot
/// @param port the port, 0 to 65535, or empty for any
public record HostRule(String name, OptionalInt port) {
  private static final int LAST_PORT = 65_535;
  private static final Pattern TEXT =
      Pattern.compile("(?<name>\\[[^\\]]*\\]|[^:\\[\\]]*)(:(?<port>[0-9]{1,5}))?");

  /// Possessive, or the matcher would go one level down the stack for each label.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*+\\.?");

  /// Brings the name into the form in which it is held. It may be any text, since it may come from
  /// a request.
  ///
  /// @throws IllegalArgumentException if the port is out of range
  public HostRule {
    name = HostName.plain(name);
    if (port.isPresent() && !isPort(port.getAsInt())) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port.getAsInt() + ".");
    }
  }

  static boolean isPort(int port) {
    return port >= 0 && port <= LAST_PORT;
  }

  /// Reads a rule as an operator writes it: `example.org`, `example.org:8443`, `192.0.2.1`,
  /// `[2001:db8::1]:8080`. A name beyond ASCII is written as it travels, in Punycode.
  ///
  /// @throws IllegalArgumentException with one sentence that says what was wanted
  public static HostRule parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches() && isHost(matcher.group("name"))) {
      String port = matcher.group("port");
      if (port == null) {
        return new HostRule(matcher.group("name"), OptionalInt.empty());
      }
      if (isPort(Integer.parseInt(port))) {
        return new HostRule(matcher.group("name"), OptionalInt.of(Integer.parseInt(port)));
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a host (wanted: NAME or NAME:PORT, an IPv6 address in brackets).");
  }

  private static boolean isHost(String name) {
    return name.startsWith("[") ? IpLiteral.parse(name).isPresent() : NAME.matcher(name).matches();
  }

  /// Whether [#parse] reads what [#toString] writes. Not so for a name from a request that is more
  /// than a host's name needs: whoever shows a rule to an operator leaves such a one out, because
  /// what looks like a word to copy may be a command to a shell.
  public boolean isWritable() {
    return isHost(name);
  }

  /// The rule as [#parse] reads it, if it [is writable][#isWritable].
  @Override
  public String toString() {
    return port.isPresent() ? name + ":" + port.getAsInt() : name;
  }
}
