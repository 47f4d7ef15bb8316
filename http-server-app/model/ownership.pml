/* Who owns a connection, and how it comes back to its loop: Connection, SelectorLoop and Drain.
 * http-pool/model/README.md says how to run this, which sizes have been exhausted, and what the
 * mutants are for.
 *
 * C connections of one loop, a leader, a worker, and somebody who completes parked responses, but
 * perhaps none any more once the drain's deadline has come.
 * REQUESTS are sent on each connection. PARKS responses are parked, and the pool has no room
 * REFUSALS times.
 *
 * One step is one access to memory that threads share, or one compare-and-set, together with what
 * the thread does by itself afterwards. Abstractions:
 *
 *   - memory is sequentially consistent. What a Registration waits for is an ordinary field: a worker
 *     that reads an old value fails in its compare-and-set, since the leader sets AWAY_INPUT first;
 *   - a connection that is offered to the pool is run once: handover.pml is about that;
 *   - readiness is level-triggered, and a request is one piece, there or not;
 *   - time is left out, but for the drain's deadline, which may come whenever the drain has begun.
 */
#ifndef C
#define C 1
#endif
#ifndef REQUESTS
#define REQUESTS 2
#endif
#ifndef PARKS
#define PARKS 1
#endif
#ifndef REFUSALS
#define REFUSALS 1
#endif
#ifndef MUTANT
#define MUTANT 0
#endif

mtype = { LEADER, AWAY, AWAY_INPUT, CLOSED };           /* Ownership.Owner */
mtype = { READ, WORKER, RESUME, CLOSE };                /* Next */

mtype owner[C] = LEADER;   /* Ownership.owner */
mtype next[C] = READ;      /* Connection.next */
bool turn[C] = true;       /* Connection.listed, in SelectorLoop.arriving or nextTurn */
bool known[C];             /* Registration.begun */
bool reading[C];           /* Registration.waitsFor reading */
bool listed[C];            /* Connection.listed, in SelectorLoop.refused */
byte unread[C];            /* requests in the socket */
bool asked[C];             /* a request that has been read and needs a worker */
bool inside[C];            /* somebody is in Http1.advance, or about to give the connection back */
bool offered[C];           /* in the pool's queue */
bool parked[C];            /* Ownership.parked */
bool awaited[C];           /* for a response that is still to be completed */
bool given[C];             /* SelectorLoop.givenBack */
bool acceptorGiven;        /* likewise, the acceptor */
bool asleep, called;       /* SelectorLoop.asleep, SelectorLoop.called */
bool wakeUp;               /* Selector.wakeup, remembered */
bool begun, deaf, overdue; /* Drain.begun, Drain.deaf, Drain.overdue */
bool ended;                /* SelectorLoop.ended */
bool shutdown;             /* WorkerPool.shutdown */
byte connections = C;      /* SelectorLoop.connections */
byte sent, answered, parks, refusals;

#if C > 1
#define SOMETHING_GIVEN (given[0] || given[1] || acceptorGiven)
#define READABLE ((reading[0] && unread[0] > 0) || (reading[1] && unread[1] > 0))
#if MUTANT == 9
#define TURN false
#else
#define TURN (turn[0] || turn[1])
#endif
#define LISTED (listed[0] || listed[1])
#else
#define SOMETHING_GIVEN (given[0] || acceptorGiven)
#define READABLE (reading[0] && unread[0] > 0)
#if MUTANT == 9
#define TURN false
#else
#define TURN turn[0]
#endif
#define LISTED listed[0]
#endif

inline enter(it) { atomic { assert(!inside[it]); inside[it] = true } }

inline wakeIfAsleep() {                                 /* SelectorLoop.wakeIfAsleep */
  if
  :: atomic { asleep -> skip }
    if
    :: atomic { asleep -> asleep = false }
      wakeUp = true
    :: atomic { !asleep -> skip }
    fi
  :: atomic { !asleep -> skip }
  fi
}

inline giveBack(member) {                               /* Connection.giveBack, SelectorLoop.giveBack */
#if MUTANT == 3
  if
  :: atomic { asleep -> asleep = false }
    wakeUp = true
  :: atomic { !asleep -> skip }
  fi;
  atomic { assert(!given[member]); inside[member] = false; given[member] = true }
#else
  atomic { assert(!given[member]); inside[member] = false; given[member] = true }
  wakeIfAsleep()
#endif
}

/* ---- on the leader */

inline close(it) {                                      /* Connection.close, SelectorLoop.left */
  atomic {
    assert(connections > 0 && owner[it] != CLOSED && !inside[it]);
    owner[it] = CLOSED; reading[it] = false; unread[it] = 0; connections--
  }
}

inline leave(it) {                                      /* Connection.leave */
  atomic {
    if
    :: !known[it] -> known[it] = true; reading[it] = true
    :: else
    fi
  }
  owner[it] = AWAY
}

inline offerToPool(it, accepted) {                      /* Connection.offered */
  leave(it);
  if
  :: atomic { offered[it] = true; accepted = true }
  :: atomic { refusals < REFUSALS -> refusals++; accepted = false }
    owner[it] = LEADER
  fi
}

inline handOver(it) {                                   /* Connection.handOver */
  offerToPool(it, accepted);
  if
  :: atomic { !accepted -> reading[it] = false; listed[it] = true }
  :: atomic { accepted -> skip }
  fi;
  accepted = false
}

inline leaderAdvances(it) {                             /* Connection.advance: Http1.advance(false) */
  enter(it);
  if
  :: atomic { unread[it] == 0 -> inside[it] = false; known[it] = true; reading[it] = true }
  :: atomic {
      unread[it] > 0 -> unread[it]--; answered++; inside[it] = false; known[it] = true; reading[it] = true
    }
    if
    :: begun -> close(it)
    :: true                                             /* a round later */
    fi
  :: atomic { unread[it] > 0 -> unread[it]--; answered++; inside[it] = false; turn[it] = true }
  :: atomic { unread[it] > 0 -> unread[it]--; asked[it] = true; inside[it] = false }
    handOver(it)
  :: atomic { unread[it] > 0 && parks < PARKS -> unread[it]--; parks++; inside[it] = false }
    leave(it);
    parked[it] = true;                                  /* Connection.park */
    awaited[it] = true
  fi
}

inline ready(it) {                                      /* SelectorLoop.ready, Connection.ready */
  asleep = false;
  if
#if MUTANT == 4
  :: atomic { owner[it] == AWAY -> skip }
    owner[it] = AWAY_INPUT;
    reading[it] = false
#elif MUTANT == 7
  :: atomic { owner[it] == AWAY -> skip }
    leaderAdvances(it)
#else
  :: atomic { owner[it] == AWAY -> owner[it] = AWAY_INPUT }
    reading[it] = false
#endif
  :: atomic { owner[it] == LEADER && !listed[it] && !turn[it] -> skip }
    leaderAdvances(it)
  :: atomic { owner[it] == AWAY_INPUT || owner[it] == CLOSED || listed[it] || turn[it] -> skip }
  fi
}

inline returned(it) {                                   /* Connection.returned */
  parked[it] = false;
  if
#if MUTANT != 10
  :: atomic { owner[it] == CLOSED -> skip }
  :: atomic { owner[it] != CLOSED -> owner[it] = LEADER }
#else
  :: owner[it] = LEADER
#endif
    takenBack(it)
  fi
}

inline takenBack(it) {                                  /* the same, once the leader owns it */
  if
  :: atomic { overdue || next[it] == CLOSE -> skip }
    close(it)
  :: atomic { !overdue && next[it] == READ -> reading[it] = true }
  :: atomic { !overdue && next[it] == WORKER -> skip }
    handOver(it)
  :: atomic { !overdue && next[it] == RESUME -> answered++ }
    leaderAdvances(it)
  fi
}

inline cut(it) {                                        /* Connection.cut */
  if
  :: atomic { owner[it] == LEADER -> listed[it] = false; turn[it] = false }
    close(it)
#if MUTANT == 11
  :: atomic { owner[it] != LEADER && owner[it] != CLOSED -> skip }
    close(it)
#else
  :: atomic { owner[it] != LEADER && owner[it] != CLOSED && parked[it] -> skip }
    close(it)
#endif
  :: atomic { owner[it] == CLOSED || (owner[it] != LEADER && !parked[it]) -> skip }
  fi
}

inline takeTurn(it) {                                   /* Connection.takeTurn */
  if
  :: atomic { owner[it] == LEADER -> skip }
    leaderAdvances(it);
    if
    :: atomic { overdue -> skip }
      cut(it)
    :: atomic { !overdue -> skip }
    fi
  :: atomic { owner[it] != LEADER -> skip }
  fi
}

proctype leader() {
  bool accepted;
  bool selected[C];

round:                                                  /* SelectorLoop.lead, SelectorLoop.select */
#if MUTANT == 2
  if
  :: atomic { SOMETHING_GIVEN || called -> asleep = true }
  :: atomic { !SOMETHING_GIVEN && !called -> skip }
    asleep = true;
#else
  asleep = true;
  if
  :: atomic { SOMETHING_GIVEN || called -> skip }
  :: atomic { !SOMETHING_GIVEN && !called -> skip }
#endif
    /* SelectorLoop.nanosToWait: it looks again by itself at what has a turn, was refused, or is
     * overdue. */
    (wakeUp || READABLE || TURN || LISTED || overdue)
  fi;
  atomic {
    wakeUp = false;
    selected[0] = (reading[0] && unread[0] > 0);
#if C > 1
    selected[1] = (reading[1] && unread[1] > 0);
#endif
  }
  if
  :: atomic { selected[0] -> selected[0] = false }
    ready(0)
  :: atomic { !selected[0] -> skip }
  fi;
#if C > 1
  if
  :: atomic { selected[1] -> selected[1] = false }
    ready(1)
  :: atomic { !selected[1] -> skip }
  fi;
#endif
  asleep = false;
  called = false;

  do                                                    /* SelectorLoop.takeBack */
  :: atomic { given[0] -> given[0] = false }
    returned(0)
#if C > 1
  :: atomic { given[1] -> given[1] = false }
    returned(1)
#endif
  :: atomic { acceptorGiven -> acceptorGiven = false }  /* Acceptor.returned, Acceptor.stop */
    deaf = true;
    called = true                                       /* SelectorLoop.wakeUp, by the leader itself */
  :: atomic { !SOMETHING_GIVEN -> break }
  od;

  if                                                    /* SelectorLoop.nextTurn, SelectorLoop.arriving */
  :: atomic { turn[0] -> turn[0] = false }
    takeTurn(0)
  :: atomic { !turn[0] -> skip }
  fi;
#if C > 1
  if
  :: atomic { turn[1] -> turn[1] = false }
    takeTurn(1)
  :: atomic { !turn[1] -> skip }
  fi;
#endif

  if                                                    /* SelectorLoop.retryRefused, Connection.retry */
  :: atomic { listed[0] -> listed[0] = false }
    handOver(0)
  :: atomic { !listed[0] -> skip }
  fi;
#if C > 1
  if
  :: atomic { listed[1] -> listed[1] = false }
    handOver(1)
  :: atomic { !listed[1] -> skip }
  fi;
#endif

  if                                                    /* SelectorLoop.drainRound */
  :: atomic { overdue -> skip }
    if
    :: atomic { known[0] -> skip }                      /* Selector.keys */
      cut(0)
    :: atomic { !known[0] -> skip }
    fi
#if C > 1
    ;
    if
    :: atomic { known[1] -> skip }
      cut(1)
    :: atomic { !known[1] -> skip }
    fi
#endif
  :: atomic { !overdue -> skip }
  fi;
  if
#if MUTANT == 8
  :: atomic { deaf && owner[0] != LEADER && !SOMETHING_GIVEN -> ended = true }
#else
  :: atomic { deaf && connections == 0 && !SOMETHING_GIVEN -> ended = true }
#endif
  :: atomic { !(deaf && connections == 0 && !SOMETHING_GIVEN) -> goto round }
  fi
}

/* ---- on a worker */

inline standBy(it, done) {                              /* Connection.standBy */
  if
#if MUTANT == 6
  :: false
#else
  :: atomic { !reading[it] -> done = false }
#endif
#if MUTANT == 1
  :: atomic { reading[it] && owner[it] == AWAY -> inside[it] = false; done = true }
    owner[it] = LEADER
  :: atomic { reading[it] && owner[it] != AWAY -> done = false }
#else
  :: atomic { reading[it] || MUTANT == 6 -> skip }
    if
    :: atomic { owner[it] == AWAY -> inside[it] = false; owner[it] = LEADER; done = true }
    :: atomic { owner[it] != AWAY -> done = false }
    fi
#endif
  fi
}

inline workerRuns(it, done) {                              /* Connection.run: Http1.advance(true) */
  enter(it);
  if
  :: asked[it] = false;
    answered++;
    do
    :: atomic { unread[it] > 0 -> unread[it]--; answered++ }
    :: atomic { unread[it] == 0 -> break }
    od;
    standBy(it, done);
    if
#if MUTANT == 5
    :: atomic { !done -> inside[it] = false }
#else
    :: atomic { !done -> next[it] = READ }
      giveBack(it)
#endif
    :: atomic { done -> done = false }
    fi
  :: atomic { begun -> asked[it] = false; answered++; next[it] = CLOSE }
    giveBack(it)
  :: atomic { unread[it] > 0 -> answered++; unread[it]--; inside[it] = false }
    offered[it] = true                                  /* the next request blocks as well */
  :: atomic { unread[it] > 0 && refusals < REFUSALS -> refusals++; answered++; unread[it]-- }
    next[it] = WORKER;
    giveBack(it)
  :: atomic { parks < PARKS -> parks++; asked[it] = false; inside[it] = false; parked[it] = true }
    awaited[it] = true
  fi
}

proctype worker() {
  bool done;
  do
  :: atomic { offered[0] -> offered[0] = false }
    workerRuns(0, done)
#if C > 1
  :: atomic { offered[1] -> offered[1] = false }
    workerRuns(1, done)
  :: atomic { shutdown && !offered[0] && !offered[1] -> break }
#else
  :: atomic { shutdown && !offered[0] -> break }
#endif
  od
}

proctype completer() {                                  /* the lambda in Connection.park */
  do
  :: atomic { awaited[0] -> awaited[0] = false; assert(!inside[0]); next[0] = RESUME }
    giveBack(0)
#if C > 1
  :: atomic { awaited[1] -> awaited[1] = false; assert(!inside[1]); next[1] = RESUME }
    giveBack(1)
#endif
  :: atomic { ended || overdue -> break }
  od
}

proctype client(byte it) {
  byte i;
  do
  :: atomic { i < REQUESTS -> i++; sent++; if :: owner[it] != CLOSED -> unread[it]++ :: else fi }
  :: atomic { i == REQUESTS -> break }
  od
}

/* Who drains: at any time, or (`patient`) only when everything sent has been answered, so that no
 * drain comes to the help of what was overslept. */
proctype stopper() {                                    /* Connections.drain */
  if                                                    /* decided beforehand */
  :: true -> (sent == C * REQUESTS && answered == sent)
  :: true
  fi;
  begun = true;                                         /* Drain.begin */
  acceptorGiven = true;                                 /* SelectorLoop.giveBack(acceptor) */
  wakeIfAsleep();
  called = true;                                        /* SelectorLoop.wakeUp */
  wakeIfAsleep();
  overdue = true;                                       /* time passes */
  ended;                                                /* SelectorLoop.awaitEnd */
  shutdown = true
}

init {
  atomic {
    run leader();
    run worker();
    run completer();
    run client(0);
#if C > 1
    run client(1);
#endif
    run stopper()
  }
  atomic {
    _nr_pr == 1 ->                                      /* the drain ends */
    assert(owner[0] == CLOSED && owner[C - 1] == CLOSED && !LISTED);
    assert(!acceptorGiven && !offered[0] && !offered[C - 1])
  }
}
