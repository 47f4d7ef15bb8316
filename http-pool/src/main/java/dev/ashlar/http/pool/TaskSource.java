package dev.ashlar.http.pool;

/// Something that one worker at a time leads: typically a selector, whose events the leading worker
/// handles itself or offers to the pool as tasks.
///
/// The pool sees to it that an unfinished source always has exactly one leading worker. That worker
/// calls [#lead] again and again and keeps leading for as long as the source works; only when
/// `lead` throws does leadership pass to another worker. All calls of `lead` and `finished`
/// therefore come from one thread at a time, each one *happening before* the next, also across such
/// a change.
public interface TaskSource {
  /// One round: handles what is ready. With `mayWait` it first waits until something is, or until
  /// [#wakeUp] is called; without, it must return without waiting.
  ///
  /// Returning without having done anything is allowed. Whatever this throws, an `Error` too, is
  /// reported to [PoolListener#sourceFailed], and the source is led again, by another worker if one
  /// is idle. From the second failure in a row on, the next round is delayed: by 1 ms, then twice
  /// as long with each further failure, but never by more than one second. The first round that
  /// returns ends that.
  ///
  /// @param mayWait false while tasks are queued that this very worker has to run after the round
  /// @throws Exception if the round failed
  void lead(boolean mayWait) throws Exception;

  /// Makes a waiting [#lead], or else the next one that would wait, return soon. Called from any
  /// thread, also while nobody waits, and possibly by several threads at once. Must not block.
  ///
  /// The pool calls it only if every worker leads a source, so that queued tasks have to be run
  /// between the rounds.
  ///
  /// Whatever this throws is reported to [PoolListener#sourceFailed], on the same thread, and the
  /// task that was offered stays accepted. But the leader may go on waiting, and the task with it:
  /// until `lead` returns by itself, or another task is offered, for which this is called again.
  void wakeUp();

  /// Whether there is nothing more to lead; once true, true for ever. Asked before each round by
  /// the leading worker, which then becomes an ordinary one.
  ///
  /// A source that waits in [#lead] does not see that it is finished: whoever finishes it also
  /// makes `lead` return.
  boolean finished();
}
