package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lies on the way of every request costs the garbage collector little.
class AllocationTest {
  private static final int JUDGEMENTS = 10_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "localhost, 8080, 127.0.0.1, 8080",
    "127.0.0.1, 8080, 127.0.0.1, 8080",
    "[2001:db8::1], -1, 2001:db8::1, 80",
    "Example.ORG., 443, 192.0.2.1, 8080",
  })
  void allowsAHostAgainWithoutAllocating(String host, int port, String localAddress, int localPort)
      throws UnknownHostException {
    HostPolicy policy = HostPolicy.of(List.of(HostRule.parse("example.org")));
    InetAddress address = InetAddress.getByName(localAddress);
    assertInstanceOf(HostVerdict.Allowed.class, policy.judge(host, port, address, localPort));

    assertEquals(0, allocatedBy(() -> policy.judge(host, port, address, localPort)));
  }

  /// The names and their list are what is asked for; the bounds leave room for them and for a table
  /// of them.
  @ParameterizedTest
  @CsvSource({
    "/, 64",
    "/index.html, 160",
    "/pictures/large/cat.png, 320",
    "/caf%C3%A9.html, 256",
    "/../etc/passwd, 256",
    "/%zz, 32",
  })
  void judgesAPathWithoutAllocatingMuch(String rawPath, int octets) {
    PathPolicy policy = new PathPolicy();

    long allocated = allocatedBy(() -> policy.judge(rawPath));

    assertTrue(allocated <= octets, () -> rawPath + ": " + allocated);
  }

  /// Octets for one run, rounded down. The first runs load classes and are not counted.
  private static long allocatedBy(Runnable judgement) {
    for (int i = 0; i < JUDGEMENTS; i++) {
      judgement.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < JUDGEMENTS; i++) {
      judgement.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / JUDGEMENTS;
  }

  @Test
  void seesWhatIsAllocated() {
    long[][] kept = new long[1][];

    long allocated = allocatedBy(() -> kept[0] = new long[100]);

    assertTrue(allocated >= 800 && allocated < 900, () -> "" + allocated);
  }
}
