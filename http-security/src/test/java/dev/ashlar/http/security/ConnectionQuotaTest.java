package dev.ashlar.http.security;

import static dev.ashlar.http.security.ConnectionQuota.Verdict.ADMITTED;
import static dev.ashlar.http.security.ConnectionQuota.Verdict.CLIENT_REACHED;
import static dev.ashlar.http.security.ConnectionQuota.Verdict.TOTAL_REACHED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionQuotaTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Test
  void admitsUpToTheTotal() throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(2, 2);

    assertEquals(ADMITTED, quota.admit(address("192.0.2.1")));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.2")));
    assertEquals(TOTAL_REACHED, quota.admit(address("192.0.2.3")));
    assertEquals(2, quota.open());

    quota.release(address("192.0.2.1"));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.3")));
  }

  @Test
  void admitsUpToTheQuotaOfOneClient() throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(10, 2);

    assertEquals(ADMITTED, quota.admit(address("192.0.2.1")));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.1")));
    assertEquals(CLIENT_REACHED, quota.admit(address("192.0.2.1")));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.2")));
    assertEquals(3, quota.open());

    quota.release(address("192.0.2.1"));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.1")));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,   192.0.2.2,          false",
    "2001:db8::1, 2001:db8::2,        true",
    "2001:db8::1, 2001:db8::ffff:1:1, true",
    "2001:db8::1, 2001:db8:0:1::1,    false",
    "192.0.2.1,   ::1,                false",
    "192.0.2.1,   ::c000:201,         false",
  })
  void countsAnIpv6NetworkOf64BitsAsOneClient(String one, String other, boolean same)
      throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(10, 1);
    quota.admit(address(one));

    assertEquals(same ? CLIENT_REACHED : ADMITTED, quota.admit(address(other)));
  }

  @Test
  void doesNotCountWhomItRefuses() throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(2, 1);
    quota.admit(address("192.0.2.1"));
    assertEquals(CLIENT_REACHED, quota.admit(address("192.0.2.1")));
    quota.admit(address("192.0.2.2"));
    assertEquals(TOTAL_REACHED, quota.admit(address("192.0.2.3")));

    assertThrows(IllegalStateException.class, () -> quota.release(address("192.0.2.3")));
    quota.release(address("192.0.2.1"));
    assertThrows(IllegalStateException.class, () -> quota.release(address("192.0.2.1")));
    assertEquals(1, quota.open());
  }

  @Test
  void tellsTheQuotaOfTheClientWhereBothAreReached() throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(1, 1);
    quota.admit(address("192.0.2.1"));

    assertEquals(CLIENT_REACHED, quota.admit(address("192.0.2.1")));
    assertEquals(TOTAL_REACHED, quota.admit(address("192.0.2.2")));
  }

  @Test
  void takesAnIpv4MappedAddressForTheIpv4Address() throws UnknownHostException {
    ConnectionQuota quota = new ConnectionQuota(10, 1);
    byte[] octets = HexFormat.of().parseHex("00000000000000000000ffffc0000201");
    quota.admit(Inet6Address.getByAddress("mapped", octets, -1));

    assertEquals(CLIENT_REACHED, quota.admit(address("192.0.2.1")));
    assertEquals(ADMITTED, quota.admit(address("192.0.2.2")));
  }

  /// Networks whose two halves cancel out in a hash of 64 bits. Comparing all of them with each
  /// other would take minutes.
  @Test
  @Timeout(60)
  void bearsClientsThatWereChosenToHaveOneHash() throws UnknownHostException {
    int clients = 300_000;
    ConnectionQuota quota = new ConnectionQuota(clients, 1);
    for (int i = 0; i < clients; i++) {
      InetAddress client =
          InetAddress.getByAddress(ByteBuffer.allocate(16).putInt(i).putInt(i).array());
      assertEquals(ADMITTED, quota.admit(client));
      assertEquals(CLIENT_REACHED, quota.admit(client));
    }
    assertEquals(clients, quota.open());
  }

  @Test
  @Timeout(60)
  void countsRightWhenManyThreadsComeAndGo() throws Exception {
    int threads = 4;
    int rounds = 5_000;
    ConnectionQuota quota = new ConnectionQuota(3, 2);
    AtomicInteger holding = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<Integer>> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        InetAddress client = address("192.0.2." + thread % 2);
        Callable<Integer> task =
            () -> {
              start.await(30, TimeUnit.SECONDS);
              int admitted = 0;
              while (admitted < rounds) {
                if (quota.admit(client) == ADMITTED) {
                  assertTrue(holding.incrementAndGet() <= 3);
                  admitted++;
                  holding.decrementAndGet();
                  quota.release(client);
                } else {
                  Thread.onSpinWait();
                }
              }
              return admitted;
            };
        results.add(executor.submit(task));
      }
      for (Future<Integer> result : results) {
        assertEquals(rounds, result.get());
      }
    }
    assertEquals(0, quota.open());
    for (int i = 0; i < 2; i++) {
      InetAddress client = address("192.0.2." + i);
      assertThrows(
          IllegalStateException.class, () -> quota.release(client), "nobody is remembered");
    }
  }

  @Test
  void refusesQuotasBelowOne() {
    assertThrows(IllegalArgumentException.class, () -> new ConnectionQuota(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ConnectionQuota(1, 0));
  }
}
