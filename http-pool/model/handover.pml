/* How tasks and leadership reach workers: Dispatch, Worker, Leadership, IdleWorkers and BoundedQueue.
 * README.md says how to run this, what it has found, and what the mutants are for.
 *
 * W workers; SOURCE is 1 if one of them leads a source, whose rounds fail FAILURES times. Two tasks
 * are offered: by two producers, or by one and by the leader, who is asked to by an event.
 *
 * One step is one access to memory that threads share, or one compare-and-set, together with what
 * the thread does by itself afterwards. Abstractions:
 *
 *   - memory is sequentially consistent: every access that matters here is volatile in the code;
 *   - a poll is one step, as its compare-and-set makes it;
 *   - the stack of idle workers is a set from which anyone may be popped;
 *   - an event is level-triggered, as a selector's readiness is;
 *   - the pause after failures is left out: it ends by itself.
 */
#ifndef W
#define W 2
#endif
#ifndef SOURCE
#define SOURCE 1
#endif
#ifndef FAILURES
#define FAILURES 2
#endif
#ifndef MUTANT
#define MUTANT 0
#endif
#define P 2
#define NOBODY 7

mtype = { NONE, TAKE_TASK, LEAD, LOOK_AROUND };

byte tail, head;           /* BoundedQueue: claimed by producers, claimed by consumers */
bool published[P];
bool closed;
bool idle[W];              /* IdleWorkers */
bool onTheWay;
mtype call[W] = NONE;      /* Worker.call */
bool leads[W];             /* Worker.leadership */
byte leaders = SOURCE;     /* Dispatch.leaders */
bool waiting;              /* Leadership.State.WAITING */
bool woken;                /* TaskSource: a wake-up, remembered */
bool event, eventCame;     /* TaskSource: something is ready */
bool finished;             /* TaskSource.finished */
byte inside;               /* who is in TaskSource.lead */
byte failures, produced, ran;

#define READY   (head < tail && published[head])
#define DRAINED (closed && head == tail)

/* With two workers that do not lead, the first task waits until the second has run, if there ever is
 * one: a task that blocks must not hold up the others. */
#define FREE_HANDS (W - SOURCE)

inline pop(who) {                                       /* IdleWorkers.pop */
  if
  :: idle[0] -> who = 0; idle[0] = false
#if W > 1
  :: idle[1] -> who = 1; idle[1] = false
#endif
#if W > 2
  :: idle[2] -> who = 2; idle[2] = false
#endif
  :: else -> who = NOBODY
  fi
}

/* Dispatch.callForTask; `self` is whether the leader itself asks, who wakes nobody: see Leadership.wake */
inline callForTask(who, self) {
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
  :: atomic { who != NOBODY -> call[who] = TAKE_TASK; who = NOBODY }
  :: atomic { who == NOBODY && leaders < W -> skip }
  :: atomic { who == NOBODY && leaders == W -> skip }   /* Dispatch.wakeLeaders */
    if
    :: atomic { !self && waiting -> waiting = false }   /* Leadership.wake */
      woken = true                                      /* TaskSource.wakeUp */
    :: atomic { self || !waiting -> skip }
    fi
  fi
}

inline callEverybody(who) {                             /* Dispatch.callEverybody */
  do
  :: atomic { pop(who); if :: who == NOBODY -> break :: else fi }
    atomic { call[who] = LOOK_AROUND; who = NOBODY }
  od
}

/* Dispatch.offer: claim, publish, look for somebody who sleeps */
inline offer(position, who, self) {
  if
  :: atomic { closed -> produced++ }
  :: atomic { !closed -> position = tail; tail++ }      /* BoundedQueue.claim */
#if MUTANT == 1
    callForTask(who, self);
    atomic { published[position] = true; position = 0; produced++ }
#else
    atomic { published[position] = true; position = 0 } /* BoundedQueue.publish */
    callForTask(who, self);
    produced++
#endif
  fi
}

proctype producer() {
  byte position, who = NOBODY;
  offer(position, who, false)
}

proctype worker(byte me) {
  bool callsNext, allLead;
  byte position, who = NOBODY;

sleep:                                                  /* Worker.sleep */
  atomic {
    call[me] != NONE ->
    callsNext = (call[me] == TAKE_TASK);
    call[me] = NONE
  }
  if
  :: atomic { callsNext -> onTheWay = false }           /* IdleWorkers.arrived */
  :: atomic { !callsNext -> skip }
  fi;

work:                                                   /* Worker.work */
  if
  :: atomic { leads[me] -> goto lead }
  :: atomic { !leads[me] && READY -> position = head; head++ }    /* BoundedQueue.poll */
    if
    :: atomic { callsNext && READY -> callsNext = false }
#if MUTANT != 2
      callForTask(who, false)
#endif
    :: atomic { !(callsNext && READY) -> callsNext = false }
    fi;
    atomic {                                            /* Worker.runTaken */
      (FREE_HANDS < 2 || position > 0 || ran > 0 || (closed && tail < P));
      ran++;
      position = 0;
      goto work
    }
  :: atomic { !leads[me] && !READY -> skip }
  fi;
  if
  :: atomic { DRAINED -> goto over }
  :: atomic { !DRAINED -> callsNext = false }
  fi;
  idle[me] = true;                                      /* Dispatch.rest: IdleWorkers.push */
#if MUTANT != 3
  if
  :: atomic { DRAINED -> skip }
    callEverybody(who)
  :: atomic { !DRAINED -> skip }
    if
    :: atomic { READY -> skip }
      callForTask(who, false)
    :: atomic { !READY -> skip }
    fi
  fi;
#endif
  goto sleep;

lead:                                                   /* Worker.lead */
  allLead = (leaders == W);                             /* Dispatch.allLead */
  do                                                    /* Worker.runQueued */
  :: atomic { allLead && READY -> head++ }
    ran++
  :: atomic { !(allLead && READY) -> break }
  :: atomic { allLead && READY -> break }               /* its time is over */
  od;
  if                                                    /* Worker.round */
  :: atomic { finished -> leads[me] = false; allLead = false }
    atomic { leaders--; goto work }                     /* Dispatch.retired */
  :: atomic { !finished -> skip }
  fi;
  if                                                    /* Worker.mayWait */
  :: atomic { allLead -> waiting = true }
#if MUTANT == 4
    atomic { inside++; assert(inside == 1); goto wait }
#else
    if
    :: atomic { READY -> waiting = false; inside++; assert(inside == 1); goto handle }
    :: atomic { !READY -> inside++; assert(inside == 1) }
    fi
#endif
  :: atomic { !allLead -> inside++; assert(inside == 1) }
  fi;
wait:                                                   /* TaskSource.lead */
  (woken || event);
handle:
  if
  :: atomic { failures < FAILURES -> failures++; woken = false; inside-- }
    waiting = false;                                    /* Leadership.awake */
    if                                                  /* Dispatch.passOn */
    :: atomic { !allLead -> pop(who) }
      if
      :: who != NOBODY ->
#if MUTANT != 5
        leads[me] = false;
#endif
        leads[who] = true;                              /* Worker.callToLead */
        atomic { call[who] = LEAD; who = NOBODY }
      :: who == NOBODY
      fi
    :: atomic { allLead -> skip }
    fi
  :: atomic { event -> woken = false; event = false }
    offer(position, who, true);
    inside--;
    waiting = false
  :: atomic { !event -> woken = false; inside-- }
    waiting = false
  fi;
  atomic { allLead = false; goto work };

over:
#if MUTANT != 6
  callEverybody(who)                                    /* the others may sleep: Worker.work */
#endif
}

proctype client() {                                     /* makes the source ready, once */
  atomic { event = true; eventCame = true }
}

/* Who shuts down and finishes the source, in either order: at any time, or (`patient`) only when the
 * pool has done everything, so that no shutdown comes to the help of a wake-up that was lost. */
proctype owner() {
  byte who = NOBODY;
  bool finishesFirst;
  if                                                    /* decided beforehand */
  :: true -> (produced == P && ran == P && !event)
  :: true
  fi;
  if
  :: atomic { finished = true; finishesFirst = true }
    woken = true
  :: atomic { true -> finishesFirst = false }
  fi;
  closed = true;                                        /* Dispatch.shutdown */
  callEverybody(who);
  if
  :: atomic { !finishesFirst -> finished = true }
    woken = true
  :: finishesFirst
  fi
}

init {
  byte i;
  atomic {
    for (i : 0 .. W - 1) {
      idle[i] = true
    }
    i = 0;
#if SOURCE
    idle[0] = false; leads[0] = true; call[0] = LEAD;   /* Dispatch.assignLeaders */
    run client();
#else
    run producer();
#endif
    run producer();
    run owner();
    run worker(0);
#if W > 1
    run worker(1);
#endif
#if W > 2
    run worker(2);
#endif
  }
  atomic {
    _nr_pr == 1 ->                                      /* shutdown terminates */
    assert(ran == tail && head == tail);                /* what was accepted has run, and once */
    assert(leaders == 0)                                /* the source has been led to its end */
  }
}
