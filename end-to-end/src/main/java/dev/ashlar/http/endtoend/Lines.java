package dev.ashlar.http.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// The lines that a process prints, collected by a thread of their own so that the process never
/// waits for us. Safe for all threads.
final class Lines {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  Lines(InputStream stream) {
    reader = Thread.ofVirtual().start(() -> collect(stream));
  }

  private void collect(InputStream stream) {
    try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("[cannot be read: " + e + "]");
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the first line in which the expression is found.
  String await(String expression) {
    Pattern pattern = Pattern.compile(expression);
    long left = Wire.PATIENCE.toNanos();
    lock.lock();
    try {
      for (int at = 0; ; at++) {
        while (at == lines.size()) {
          if (ended || left <= 0) {
            throw new AssertionError("no line like " + expression + " in:\n" + text());
          }
          left = changed.awaitNanos(left);
        }
        if (pattern.matcher(lines.get(at)).find()) {
          return lines.get(at);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  /// All lines so far.
  List<String> all() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /// All lines, once there will be no more.
  String text() {
    try {
      reader.join(Duration.ofNanos(TimeUnit.SECONDS.toNanos(1)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return String.join("\n", all());
  }
}
