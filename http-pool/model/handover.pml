/* How tasks and leadership reach workers: Dispatch, Worker, Leadership, IdleWorkers and BoundedQueue.
 * README.md says how to run this, which sizes have been exhausted, and what the mutants are for.
 *
 * W workers; SOURCES of them lead a source each, and FAILURES rounds fail. Two tasks are offered: by
 * two producers, or by one and by the leader of the first source, who is asked to by an event.
 *
 * One step is one access to memory that threads share, or one compare-and-set, together with what
 * the thread does by itself afterwards. Abstractions:
 *
 *   - memory is sequentially consistent: every access that matters here is volatile in the code;
 *   - a poll is one step, as its compare-and-set makes it, and the queue is never full;
 *   - the stack of idle workers is a set from which anyone may be popped;
 *   - an event is level-triggered, as a selector's readiness is;
 *   - the pause after failures is left out: it ends by itself;
 *   - what a worker does with a task is one step, and no thread dies.
 */
#ifndef W
#define W 2
#endif
#ifndef SOURCES
#define SOURCES 1
#endif
#ifndef FAILURES
#define FAILURES 2
#endif
#ifndef MUTANT
#define MUTANT 0
#endif
#define P 2
#define NOBODY 7
#define NOTHING 7
#if SOURCES > 1
#define S 2
#else
#define S 1
#endif

mtype = { NONE, TAKE_TASK, LEAD, LOOK_AROUND };

byte tail, head;           /* BoundedQueue: claimed by producers, claimed by consumers */
bool published[P];
bool closed;
bool idle[W];              /* IdleWorkers */
bool onTheWay;
mtype call[W] = NONE;      /* Worker.call */
byte leads[W] = NOTHING;   /* Worker.leadership: which source */
byte leaders = SOURCES;    /* Dispatch.leaders */
bool waiting[S];           /* Leadership.state is WAITING */
bool woken[S];             /* TaskSource.wakeUp was called and has not made TaskSource.lead return */
bool event;                /* the first source is ready */
bool finished[S];          /* TaskSource.finished */
bool inside[S];            /* somebody is in TaskSource.lead */
byte failures, produced, ran;

#define READY   (head < tail && published[head])        /* BoundedQueue.ready */
#if MUTANT == 11
#define DRAINED (closed && !READY)
#else
#define DRAINED (closed && head == tail)                /* BoundedQueue.drained */
#endif

/* With two workers that do not lead, the first task waits until the second has run, if there ever is
 * one: a task that blocks must not hold up the others. */
#define FREE_HANDS (W - SOURCES)

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

/* Worker.call: whoever calls has popped `who`, so nobody else does. */
inline callWorker(sleeper, reason) {
  atomic {
    assert(call[sleeper] == NONE && leads[sleeper] == NOTHING);
    call[sleeper] = reason;
    sleeper = NOBODY
  }
}

/* Leadership.wake: the leader does not wake itself. */
inline wake(led, asker) {
  if
#if MUTANT != 8
  :: atomic { asker != led && waiting[led] -> waiting[led] = false }
    woken[led] = true                                /* TaskSource.wakeUp */
#endif
  :: atomic { asker == led || !waiting[led] || MUTANT == 8 -> skip }
  fi
}

/* Dispatch.callForTask; `leading` is the source that the caller leads, if any. */
inline callForTask(who, leading) {
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
  :: who != NOBODY -> callWorker(who, TAKE_TASK)
  :: atomic { who == NOBODY && leaders < W -> skip }    /* Dispatch.allLead */
  :: atomic { who == NOBODY && leaders == W -> skip }   /* Dispatch.wakeLeaders */
    wake(0, leading)
#if SOURCES > 1
    ;
    wake(1, leading)
#endif
  fi
}

inline callEverybody(who) {                             /* Dispatch.callEverybody */
  do
  :: atomic { pop(who); if :: who == NOBODY -> break :: else fi }
    callWorker(who, LOOK_AROUND)
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
  offer(position, who, NOTHING)
}

/* Worker.callToLead: the new leader's own field is written before it is called. */
inline callToLead(heir, led) {
  atomic { assert(leads[heir] == NOTHING); leads[heir] = led }
  atomic { assert(call[heir] == NONE); call[heir] = LEAD; heir = NOBODY }
}

inline enter(led) {                                  /* TaskSource.lead */
  atomic { assert(!inside[led]); inside[led] = true }
}

proctype worker(byte me) {
  bool callsNext, allLead;
  byte position, who = NOBODY, source = NOTHING;

sleep:                                                  /* Worker.sleep */
  atomic {
    call[me] != NONE ->
    callsNext = (call[me] == TAKE_TASK);
    call[me] = NONE
  }
  if
#if MUTANT == 9
  :: atomic { callsNext -> skip }
#else
  :: atomic { callsNext -> onTheWay = false }           /* IdleWorkers.arrived */
#endif
  :: atomic { !callsNext -> skip }
  fi;

work:                                                   /* Worker.work */
  if
  :: atomic { leads[me] != NOTHING -> source = leads[me]; goto lead }
  :: atomic { leads[me] == NOTHING && READY -> position = head; head++ }    /* BoundedQueue.poll */
    if
    :: atomic { callsNext && READY -> callsNext = false }
#if MUTANT != 2
      callForTask(who, NOTHING)
#endif
    :: atomic { !(callsNext && READY) -> callsNext = false }
    fi;
    atomic {                                            /* Worker.runTaken */
      (FREE_HANDS < 2 || position > 0 || ran > 0 || (closed && tail < P));
      ran++;
      position = 0;
      goto work
    }
  :: atomic { leads[me] == NOTHING && !READY -> skip }
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
      callForTask(who, NOTHING)
    :: atomic { !READY -> skip }
    fi
  fi;
#endif
  goto sleep;

lead:                                                   /* Worker.lead */
  atomic { allLead = (leaders == W); position = 0 }     /* Dispatch.allLead */
  do                                                    /* Worker.runQueued */
  :: atomic { allLead && READY -> head++; position = 1 }
    ran++
  :: atomic { !(allLead && READY) -> break }
  :: atomic { position == 1 && READY -> break }         /* its time is over */
  od;
  position = 0;
  if                                                    /* Worker.round */
  :: atomic { finished[source] -> leads[me] = NOTHING; source = NOTHING; allLead = false }
    atomic { leaders--; goto work }                     /* Dispatch.retired */
  :: atomic { !finished[source] -> skip }
  fi;
  if                                                    /* Worker.mayWait */
  :: atomic { allLead -> waiting[source] = true }       /* Leadership.aboutToWait */
#if MUTANT == 4
    enter(source)
#else
    if
    :: READY -> waiting[source] = false;                /* Leadership.awake */
      enter(source);
      goto handle
    :: !READY -> enter(source)
    fi
#endif
  :: !allLead -> enter(source)
  fi;
  (woken[source] || (event && source == 0));            /* TaskSource.lead waits */
handle:
  if
  :: atomic { failures < FAILURES -> failures++; woken[source] = false; inside[source] = false }
    waiting[source] = false;                            /* Leadership.awake */
    if
    :: atomic { !allLead -> pop(who) }                  /* Dispatch.passOn */
      if
      :: who != NOBODY ->
        callToLead(who, source);
#if MUTANT == 5
        skip
#else
        atomic { leads[me] = NOTHING; source = NOTHING }
#endif
      :: atomic { who == NOBODY -> skip }
#if MUTANT == 7
        atomic { leads[me] = NOTHING; source = NOTHING }
#endif
      fi
    :: atomic { allLead -> skip }
    fi
  :: atomic { event && source == 0 -> woken[source] = false; event = false }
    offer(position, who, source);
    inside[source] = false;
    waiting[source] = false                             /* Leadership.awake */
  :: atomic { !(event && source == 0) -> woken[source] = false; inside[source] = false }
    waiting[source] = false                             /* Leadership.awake */
  fi;
  atomic { allLead = false; source = NOTHING; goto work };

over:
#if MUTANT != 6
  callEverybody(who)                                    /* the others may sleep: Worker.work */
#endif
}

proctype client() {                                     /* makes the first source ready, once */
  event = true
}

inline finish() {                                       /* whoever owns the sources */
  finished[0] = true;
  woken[0] = true
#if SOURCES > 1
  ;
  finished[1] = true;
  woken[1] = true
#endif
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
  :: finishesFirst = true;
    finish()
  :: true
  fi;
  closed = true;                                        /* Dispatch.shutdown */
#if MUTANT != 10
  callEverybody(who);
#endif
  if
  :: !finishesFirst -> finish()
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
#if SOURCES
    idle[0] = false; leads[0] = 0; call[0] = LEAD;      /* Dispatch.assignLeaders */
#if SOURCES > 1
    idle[1] = false; leads[1] = 1; call[1] = LEAD;
#endif
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
    assert(leaders == 0)                                /* sources have been led to their end */
  }
}
