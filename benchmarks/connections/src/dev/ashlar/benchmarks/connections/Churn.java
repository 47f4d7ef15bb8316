package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.Axis;
import dev.ashlar.benchmarks.common.Panel;
import dev.ashlar.benchmarks.common.Panel.Form;
import dev.ashlar.benchmarks.common.Panel.Point;
import dev.ashlar.benchmarks.common.Panel.Series;
import dev.ashlar.benchmarks.common.ServerProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Clients that vanish by a reset, in every state that a connection can be in.
final class Churn {
  private static final int CLIENTS = 100_000;
  private static final int AT_ONCE = 32;

  /// So few that a server which forgot to count one down would soon take nobody.
  private static final int MAX_CONNECTIONS = 200;

  private static final int SETTLING_SECONDS = 15;

  private Churn() {}

  /// What a client does before it vanishes.
  private enum State {
    NOTHING_SENT {
      @Override
      void reach(Client client) {}
    },
    HALF_A_HEAD {
      @Override
      void reach(Client client) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: 127.0");
      }
    },
    HALF_A_CONTENT {
      @Override
      void reach(Client client) throws IOException {
        String json = "Content-Type: application/json\r\nContent-Length: 100000\r\n";
        client.send(client.request("POST", "/uploads", json) + "[1" + ",2".repeat(25_000));
      }
    },
    RESPONSE_UNREAD {
      @Override
      void reach(Client client) throws IOException {
        client.send(client.request("GET", "/", "").repeat(5));
      }
    },
    DOWNLOAD_HALF_READ {
      @Override
      void reach(Client client) throws IOException {
        client.send(client.request("GET", Image.LARGE, ""));
        client.read(ByteBuffer.allocate(64 << 10));
      }
    };

    abstract void reach(Client client) throws IOException;
  }

  /// What is open or held at one moment.
  ///
  /// @param files below the folder of uploads
  record Counts(int descriptors, int sockets, Memory memory, long files) {
    static Counts of(ServerProcess server, Path uploads) throws IOException, InterruptedException {
      Memory memory = Memory.of(server);
      try (Stream<Path> files = Files.walk(uploads)) {
        return new Counts(server.openDescriptors(), server.openSockets(), memory, files.count());
      }
    }
  }

  /// How many descriptors were open at a time, in seconds since the beginning.
  record Sample(double seconds, int descriptors) {}

  /// @param failed clients that could not reach their state
  /// @param answeredAtOnce of the connections that may be open at once, afterwards
  record Result(
      int clients,
      int failed,
      double seconds,
      Counts before,
      Counts after,
      int answeredAtOnce,
      List<Sample> samples) {
    Panel plot() {
      double end = samples.getLast().seconds;
      int most = samples.stream().mapToInt(Sample::descriptors).max().orElse(1);
      return new Panel(
          "100,000 clients vanish",
          Axis.Linear.fitting("seconds", end),
          Axis.Linear.fitting("open descriptors of the server", most),
          List.of(
              new Series(
                  "before, meanwhile and after",
                  Form.LINE,
                  samples.stream().map(s -> new Point(s.seconds, s.descriptors)).toList())),
          List.of());
    }
  }

  static Result measure(Image image) throws Exception {
    try (ServerProcess server =
        image.start("--max-connections", Integer.toString(MAX_CONNECTIONS))) {
      vanish(server, CLIENTS / 100);
      awaitDescriptors(server, 0);
      Counts before = Counts.of(server, image.uploads());
      long start = System.nanoTime();
      List<Sample> samples = new ArrayList<>();
      Future<Integer> failed;
      try (ExecutorService conductor = Executors.newSingleThreadExecutor()) {
        sample(server, start, samples);
        failed = conductor.submit(() -> vanish(server, CLIENTS));
        while (!failed.isDone()) {
          Thread.sleep(200);
          sample(server, start, samples);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      awaitDescriptors(server, before.descriptors);
      sample(server, start, samples);
      Counts after = Counts.of(server, image.uploads());
      Result result =
          new Result(
              CLIENTS, failed.get(), seconds, before, after, answeredAtOnce(server), samples);
      System.err.println(result.before + "\n" + result.after);
      System.err.println(
          result.failed + " failed; answered at once afterwards: " + result.answeredAtOnce);
      return result;
    }
  }

  private static void sample(ServerProcess server, long start, List<Sample> samples)
      throws IOException {
    samples.add(new Sample((System.nanoTime() - start) / 1e9, server.openDescriptors()));
  }

  /// Lets clients come and vanish, some at once.
  ///
  /// @return how many could not do what they were to do
  private static int vanish(ServerProcess server, int clients)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(
            threads.submit(() -> {
              for (int number = next.getAndIncrement();
                  number < clients;
                  number = next.getAndIncrement()) {
                try {
                  Client client = Client.connect(server.address());
                  State.values()[number % State.values().length].reach(client);
                  client.vanish();
                } catch (IOException failure) {
                  failed.incrementAndGet();
                }
              }
            }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
    return failed.get();
  }

  /// Waits until no more are open than `most`, or, for 0, until nothing changes any more; gives up
  /// after a while, so that what is left can be shown.
  private static void awaitDescriptors(ServerProcess server, int most)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING_SECONDS * 1_000_000_000L;
    int before = -1;
    int open = server.openDescriptors();
    while (open > most && !(most == 0 && open == before) && System.nanoTime() - deadline < 0) {
      Thread.sleep(1000);
      before = open;
      open = server.openDescriptors();
    }
  }

  /// Opens as many connections as are allowed, and asks on each twice: a server that still counts a
  /// vanished client would close an idle one for the last.
  private static int answeredAtOnce(ServerProcess server) throws IOException {
    List<Client> clients = new ArrayList<>();
    int answered = 0;
    try {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        Client client = Client.connect(server.address());
        clients.add(client);
        client.ask();
      }
      for (Client client : clients) {
        client.ask();
        answered++;
      }
    } catch (IOException closed) {
      // The number of those before it tells.
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
    return answered;
  }
}
