package dev.ashlar.http.server.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Who may touch a connection now.
///
/// ```text
///            ┌────────── offered to the pool, or parked ──────────┐
///            │                                                    ▼
///  CLOSED ◀─ LEADER ◀───────── done, waits for a request ─────── AWAY
///            ▲                                                    │ the client has sent more,
///            │                                                    ▼ reading is switched off
///            └────────── given back ◀───────────────────────── AWAY_INPUT
/// ```
///
/// The leader owns it while it waits and while it is handled inline; a worker, or whoever completes
/// a response later, owns it while it is away. A worker that is done, with nothing left to read,
/// makes the leader the owner by one compare-and-set, without a queue and without waking anybody:
/// reading has stayed registered all the time.
///
/// Whoever completes a response later does no more than give the connection back. So the leader of
/// a server that stops may close it while it is parked, and hears of a response to a connection
/// that is closed.
final class Ownership {
  private enum Owner {
    LEADER,
    AWAY,
    AWAY_INPUT,
    CLOSED
  }

  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Ownership.class, "owner", Owner.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Owner owner = Owner.AWAY;
  private volatile boolean parked;

  /// Whether it is the leader's.
  boolean isLeaders() {
    return owner == Owner.LEADER;
  }

  /// Whether it is nobody's any more.
  boolean isClosed() {
    return owner == Owner.CLOSED;
  }

  // ---- on the leader

  /// Somebody else owns it from now on.
  void leave() {
    owner = Owner.AWAY;
  }

  /// It was given back, or nobody took it.
  ///
  /// @return false if it was closed meanwhile
  boolean takeBack() {
    parked = false;
    if (isClosed()) {
      return false;
    }
    owner = Owner.LEADER;
    return true;
  }

  /// The client has sent something.
  ///
  /// @return whether it is away, and has to be given back, since reading is switched off now
  boolean inputWhileAway() {
    return owner == Owner.AWAY && OWNER.compareAndSet(this, Owner.AWAY, Owner.AWAY_INPUT);
  }

  /// Whether the leader may close it: if it is its own, or if nobody touches it until a response
  /// comes.
  boolean mayClose() {
    Owner current = owner;
    return current == Owner.LEADER || (current != Owner.CLOSED && parked);
  }

  /// It is closed.
  void close() {
    owner = Owner.CLOSED;
  }

  // ---- on the owner

  /// It waits for a response that somebody completes later, and is not touched before that.
  void park() {
    parked = true;
  }

  /// Makes the leader the owner, who is not told.
  ///
  /// @return false if the client has sent more: it has to be given back then
  boolean standBy() {
    return OWNER.compareAndSet(this, Owner.AWAY, Owner.LEADER);
  }
}
