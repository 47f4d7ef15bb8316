package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GivenBackTest {
  private static final int GIVERS = 2;

  /// Members of each.
  private static final int EACH = 64;

  private static final int TAKES = 20_000;

  private final GivenBack givenBack = new GivenBack();

  private static final class Counted extends SilentMember {
    /// How often it was given back; written before that.
    private int done;

    /// What of that the taker knew when it last took it.
    private int seen;
  }

  private static List<LoopMember> members(int count) {
    return Stream.<LoopMember>generate(SilentMember::new).limit(count).toList();
  }

  private List<LoopMember> takeAll() {
    List<LoopMember> taken = new ArrayList<>();
    for (LoopMember member = givenBack.poll(); member != null; member = givenBack.poll()) {
      taken.add(member);
    }
    assertTrue(givenBack.isEmpty());
    return taken;
  }

  @Test
  void isEmptyAtFirst() {
    assertTrue(givenBack.isEmpty());
    assertNull(givenBack.poll());
  }

  @Test
  void keepsTheOrder() {
    List<LoopMember> all = members(3);
    all.forEach(givenBack::add);
    assertFalse(givenBack.isEmpty());
    assertEquals(all, takeAll());
  }

  @Test
  void takesWhoComesMeanwhileBehindTheOthers() {
    List<LoopMember> all = members(4);
    all.subList(0, 2).forEach(givenBack::add);
    assertSame(all.getFirst(), givenBack.poll());
    all.subList(2, 4).forEach(givenBack::add);
    assertFalse(givenBack.isEmpty());
    assertEquals(all.subList(1, 4), takeAll());
  }

  @Test
  void holdsNobodyTwice() {
    List<LoopMember> all = members(3);
    all.forEach(givenBack::add);
    all.forEach(givenBack::add);
    assertSame(all.getFirst(), givenBack.poll());
    givenBack.add(all.get(2));
    assertEquals(all.subList(1, 3), takeAll());
  }

  @Test
  void holdsAgainWhoWasTaken() {
    List<LoopMember> all = members(2);
    all.forEach(givenBack::add);
    LoopMember first = givenBack.poll();
    givenBack.add(all.getFirst());
    assertSame(all.getFirst(), first);
    assertEquals(List.of(all.get(1), all.getFirst()), takeAll());
  }

  /// Each giver has members of its own, and gives them back without asking whether they are there
  /// still.
  @Test
  void losesNothingThatWasDoneBefore() throws InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    List<Counted> members = Stream.generate(Counted::new).limit(GIVERS * EACH).toList();
    List<Thread> givers = new ArrayList<>();
    for (int i = 0; i < GIVERS; i++) {
      List<Counted> own = members.subList(i * EACH, (i + 1) * EACH);
      givers.add(Thread.ofPlatform().start(() -> give(own, enough)));
    }
    int taken = 0;
    while (taken < TAKES) {
      taken += take() ? 1 : 0;
    }
    enough.set(true);
    for (Thread giver : givers) {
      giver.join();
    }
    while (take()) {}
    for (Counted member : members) {
      assertEquals(member.done, member.seen);
    }
  }

  private boolean take() {
    boolean taken = false;
    if (givenBack.poll() instanceof Counted member) {
      member.seen = member.done;
      taken = true;
    }
    return taken;
  }

  private void give(List<Counted> own, AtomicBoolean enough) {
    while (!enough.get()) {
      for (Counted member : own) {
        member.done++;
        givenBack.add(member);
      }
    }
  }
}
