package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Who owns a connection after each step. That the steps of several threads never meet badly is for
/// the model to show (`http-pool/model`).
class OwnershipTest {
  private final Ownership ownership = new Ownership();

  @Test
  void isTheLeadersOnceItIsGivenBack() {
    assertFalse(ownership.isLeaders());
    assertTrue(ownership.takeBack());
    assertTrue(ownership.isLeaders());
    ownership.leave();
    assertFalse(ownership.isLeaders());
  }

  @Test
  void isLeftToTheLeaderWithoutAWordWhereNothingHasArrived() {
    ownership.leave();
    assertTrue(ownership.standBy());
    assertTrue(ownership.isLeaders());
  }

  /// Or nobody would read what has arrived.
  @Test
  void isGivenBackWhereSomethingHasArrivedMeanwhile() {
    ownership.leave();
    assertTrue(ownership.inputWhileAway());
    assertFalse(ownership.inputWhileAway(), "known already");

    assertFalse(ownership.standBy());
    assertFalse(ownership.isLeaders());
    assertTrue(ownership.takeBack());
    assertFalse(ownership.inputWhileAway(), "it is here");
  }

  @Test
  void mayBeClosedByTheLeaderWhereNobodyElseIsAtIt() {
    ownership.leave();
    assertFalse(ownership.mayClose(), "a worker is");
    ownership.park();
    assertTrue(ownership.mayClose(), "it waits for a response");
    assertTrue(ownership.takeBack());
    ownership.leave();
    assertFalse(ownership.mayClose(), "a worker is again");
  }

  @Test
  void staysClosed() {
    ownership.park();
    ownership.close();

    assertTrue(ownership.isClosed());
    assertFalse(ownership.mayClose());
    assertFalse(ownership.takeBack());
    assertFalse(ownership.standBy());
    assertFalse(ownership.inputWhileAway());
    assertTrue(ownership.isClosed());
  }
}
