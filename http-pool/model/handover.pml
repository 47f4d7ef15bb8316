/* How tasks and leadership reach workers: a model of Dispatch, Worker, Leadership and IdleWorkers.
 *
 *   spin -DW=2 -DSOURCE=0 -a handover.pml && cc -O2 -DSAFETY -DCOLLAPSE -o pan pan.c && ./pan -m1000000
 *
 * W is the number of workers, 1 to 3; SOURCE is 1 if worker 0 begins as the leader of a source.
 * Exhausted without an error: W=2 SOURCE=0 (30 million states) and W=1 SOURCE=1 (3 million). Too
 * large to have been exhausted yet: SOURCE=1 with W=2 and W=3.
 *
 * What is checked, over all interleavings of two producers, W workers, up to two failing rounds and
 * one shutdown:
 *
 *   no lost wake-up     whoever sleeps for ever is stuck in an invalid end state, and `patient` lets
 *                       nothing but the tasks themselves wake anybody until all of them have run
 *   one leader          `inside` counts who is in TaskSource.lead
 *   always a leader     the source is finished by its leader alone, or shutdown does not end
 *   shutdown ends       all workers reach their end, and every accepted task has run exactly once
 *
 * Abstractions: memory is sequentially consistent (every access that matters here is volatile in the
 * code); the stack of idle workers is a set from which anyone may be popped; a poll is one step, as
 * its compare-and-set makes it; a pause after failures is left out, being a wait with a time limit.
 */
#define P 2
#define FAILURES 2
#define NOBODY 255

mtype = { NONE, TAKE_TASK, LEAD, LOOK_AROUND };

byte tail, head;        /* BoundedQueue: positions claimed by producers and by consumers */
bool closed;
bool turn[P];           /* published */
bool idle[W];           /* IdleWorkers */
bool onTheWay;
mtype call[W];          /* Worker.call */
bool leads[W];          /* Worker.leadership */
byte leaders = SOURCE;
bool waiting;           /* Leadership.State.WAITING */
bool woken;             /* a wake-up that the source remembers, as a selector does */
bool finished;          /* TaskSource.finished */
byte inside, failures, ran, produced;

#define READY   (head < tail && turn[head])
#define DRAINED (closed && head == tail)

inline pop(who) {                                       /* IdleWorkers.pop */
  if
  :: idle[0] -> who = 0
#if W > 1
  :: idle[1] -> who = 1
#endif
#if W > 2
  :: idle[2] -> who = 2
#endif
  :: else -> who = NOBODY
  fi;
  if
  :: who != NOBODY -> idle[who] = false
  :: else
  fi
}

inline callForTask(who) {                               /* Dispatch.callForTask */
  atomic {                                              /* IdleWorkers.popForTask */
    if
    :: onTheWay -> who = NOBODY
    :: else ->
      pop(who);
      if
      :: who != NOBODY -> onTheWay = true
      :: else
      fi
    fi
  }
  if
  :: who != NOBODY -> call[who] = TAKE_TASK
  :: else ->
    if
    :: leaders == W ->                                  /* Leadership.wake */
      atomic {
        if
        :: waiting -> waiting = false; who = 0
        :: else
        fi
      }
      if
      :: who == 0 -> woken = true                       /* TaskSource.wakeUp */
      :: else
      fi
    :: else
    fi
  fi
}

inline callEverybody(who) {                             /* Dispatch.callEverybody */
  do
  :: atomic { pop(who) }
    if
    :: who == NOBODY -> break
    :: else -> call[who] = LOOK_AROUND
    fi
  od
}

inline poll(got) {                                      /* BoundedQueue.poll */
  atomic {
    if
    :: READY -> head++; got = true
    :: else -> got = false
    fi
  }
}

proctype producer() {                                   /* Dispatch.offer */
  byte position, who;
  atomic {
    if
    :: closed -> goto refused
    :: else -> position = tail; tail++
    fi
  }
  turn[position] = true;
  callForTask(who);
refused:
  produced++
}

proctype worker(byte me) {
  bool resting = true, callsNext, got, allLead, mayWait, failed;
  mtype reason;
  byte who;

work:                                                   /* Worker.work */
  if
  :: resting ->                                         /* Worker.sleep */
    atomic { call[me] != NONE -> reason = call[me]; call[me] = NONE }
    resting = false;
    if
    :: reason == TAKE_TASK -> callsNext = true; onTheWay = false
    :: else
    fi;
    goto work
  :: !resting && leads[me] -> goto lead
  :: else
  fi;
  poll(got);
  if
  :: got ->
    if
    :: callsNext ->
      callsNext = false;
      if
      :: READY -> callForTask(who)
      :: else
      fi
    :: else
    fi;
    ran++;
    goto work
  :: else
  fi;
  if
  :: DRAINED -> callEverybody(who); goto over
  :: else
  fi;
  callsNext = false;
  resting = true;
  idle[me] = true;                                      /* Dispatch.rest */
  if
  :: DRAINED -> callEverybody(who)
  :: else ->
    if
    :: READY -> callForTask(who)
    :: else
    fi
  fi;
  goto work;

lead:                                                   /* Worker.lead */
  allLead = (leaders == W);
  if
  :: allLead ->                                         /* Worker.runQueued */
    do
    :: poll(got);
      if
      :: got -> ran++
      :: else -> break
      fi
    :: break
    od
  :: else
  fi;
  if                                                    /* Worker.round */
  :: finished -> leads[me] = false; leaders--; goto work
  :: else
  fi;
  mayWait = true;
  if                                                    /* Worker.mayWait */
  :: allLead ->
    waiting = true;
    if
    :: READY -> waiting = false; mayWait = false
    :: else
    fi
  :: else
  fi;
  inside++;
  assert(inside == 1);
  if
  :: mayWait -> atomic { woken -> woken = false }
  :: else
  fi;
  failed = false;
  if
  :: failures < FAILURES -> failures++; failed = true
  :: true
  fi;
  inside--;
  waiting = false;                                      /* Leadership.awake */
  if
  :: failed && !finished ->
    woken = true                                        /* what had happened is still to be handled */
  :: else
  fi;
  if
  :: failed && !allLead ->                              /* Dispatch.passOn */
    atomic { pop(who) }
    if
    :: who != NOBODY -> leads[who] = true; call[who] = LEAD; leads[me] = false
    :: else
    fi
  :: else
  fi;
  goto work;

over:
  assert(!leads[me])
}

proctype owner() {                                      /* who shuts down, and finishes the source */
  byte who;
  bool patient;
  if
  :: patient = true
  :: patient = false
  fi;
  if
  :: patient -> (produced == P && ran == tail)
  :: else
  fi;
  if
  :: SOURCE -> finished = true; woken = true
  :: true
  fi;
  closed = true;                                        /* Dispatch.shutdown */
  callEverybody(who);
  finished = true;
  woken = true
}

init {
  byte i;
  atomic {
    for (i : 0 .. W - 1) {
      call[i] = NONE;
      idle[i] = true;
      run worker(i)
    }
    if
    :: SOURCE -> idle[0] = false; leads[0] = true; call[0] = LEAD
    :: else
    fi;
    run producer();
    run producer();
    run owner()
  }
  (_nr_pr == 1);
  assert(ran == tail);
  assert(SOURCE == 0 || leaders == 0)
}
