package dev.ashlar.http.server.observe;

import dev.ashlar.http.pool.PoolListener;
import dev.ashlar.http.server.connection.ExchangeListener;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that one server logs: give [#exchanges] to its connections and [#pool] to its pool, and
/// close it when both have come to rest. Each server has its own; any thread may use the listeners.
public final class Observation implements Closeable {
  private final Optional<AccessLog> accessLog;
  private final SecurityLog securityLog = new SecurityLog();
  private final PoolListener pool = new PoolLog();
  private final ExchangeListener exchanges;

  private Observation(Optional<AccessLog> accessLog) {
    this.accessLog = accessLog;
    List<ExchangeListener> listeners = new ArrayList<>();
    accessLog.ifPresent(listeners::add);
    listeners.add(securityLog);
    listeners.add(new ServerLog());
    this.exchanges = new ExchangeListeners(listeners);
  }

  /// The logs of a server.
  ///
  /// @param access where the access log goes, and which is closed at the end; empty for none
  public static Observation of(Optional<LogTarget> access) {
    return new Observation(access.map(AccessLog::to));
  }

  /// Hears the connections. Never blocks: lines go into memory, and one thread of the process
  /// writes them out.
  public ExchangeListener exchanges() {
    return exchanges;
  }

  /// Hears the pool. Never blocks.
  public PoolListener pool() {
    return pool;
  }

  /// Tells what was left out, writes out the access log and closes its target. Lines of the other
  /// logs stay with Log4j.
  @Override
  public void close() throws IOException {
    securityLog.close();
    if (accessLog.isPresent()) {
      accessLog.get().close();
    }
  }
}
