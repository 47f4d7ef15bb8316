package dev.ashlar.http.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A listener that remembers what it was told, but for the two events of every task.
class Recorder implements PoolListener {
  record Event(String name, Object subject, Thread thread) {}

  final List<Event> events = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Event> arriving = new LinkedBlockingQueue<>();

  private void add(String name, Object subject) {
    Event event = new Event(name, subject, Thread.currentThread());
    events.add(event);
    arriving.add(event);
  }

  /// The events of one kind so far.
  List<Event> all(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  /// Waits for the next event of a kind; those before it are passed over.
  Event next(String name) throws InterruptedException {
    while (true) {
      Event event = arriving.take();
      if (event.name().equals(name)) {
        return event;
      }
    }
  }

  @Override
  public void started(PoolSnapshot snapshot) {
    add("started", snapshot);
  }

  @Override
  public void workerStarted(Thread worker) {
    add("workerStarted", worker);
  }

  @Override
  public void workerStopped(Thread worker) {
    add("workerStopped", worker);
  }

  @Override
  public void stopped(PoolSnapshot snapshot) {
    add("stopped", snapshot);
  }

  @Override
  public void leading(TaskSource source) {
    add("leading", source);
  }

  @Override
  public void saturated(PoolSnapshot snapshot) {
    add("saturated", snapshot);
  }

  @Override
  public void recovered(PoolSnapshot snapshot) {
    add("recovered", snapshot);
  }

  @Override
  public void rejected(PoolSnapshot snapshot) {
    add("rejected", snapshot);
  }

  @Override
  public void taskFailed(Runnable task, Throwable failure) {
    add("taskFailed", failure);
  }

  @Override
  public void sourceFailed(TaskSource source, Throwable failure) {
    add("sourceFailed", failure);
  }
}
