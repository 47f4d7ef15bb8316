package dev.ashlar.benchmarks.pool;

import dev.ashlar.http.pool.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.concurrent.Executor;

/// The ways to serve the same sockets: a worker leads the selector and answers itself, or a thread
/// of its own selects and an executor answers.
public enum Server {
  LEADING_WORKER {
    @Override
    Running start(int workers) throws IOException {
      EchoLoop loop = new EchoLoop(null);
      WorkerPool pool = WorkerPool.builder().workers(workers).source(loop).start();
      return new Running(loop, pool);
    }
  },
  WORKER_POOL {
    @Override
    Running start(int workers) throws IOException {
      return handingOver(Contender.WORKER_POOL.start(workers));
    }
  },
  ARRAY_QUEUE {
    @Override
    Running start(int workers) throws IOException {
      return handingOver(Contender.ARRAY_QUEUE.start(workers));
    }
  },
  LINKED_QUEUE {
    @Override
    Running start(int workers) throws IOException {
      return handingOver(Contender.LINKED_QUEUE.start(workers));
    }
  };

  abstract Running start(int workers) throws IOException;

  private static Running handingOver(Executor executor) throws IOException {
    EchoLoop loop = new EchoLoop(executor);
    Thread.ofPlatform().name("selector").start(() -> selectUntilFinished(loop));
    return new Running(loop, executor);
  }

  private static void selectUntilFinished(EchoLoop loop) {
    try {
      while (!loop.finished()) {
        loop.lead(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Running(EchoLoop loop, Executor executor) implements AutoCloseable {
    SocketAddress address() {
      return loop.address();
    }

    @Override
    public void close() throws Exception {
      loop.finish();
      Contender.close(executor);
    }
  }
}
